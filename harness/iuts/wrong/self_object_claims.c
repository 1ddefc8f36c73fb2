/* breaks: SELF_OBJECT: the own contact object is S_OK, and nothing opens */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_OBJECT, .act = ACT_CLAIM, .code = S_OK},
        },
};
