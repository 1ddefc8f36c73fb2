/* breaks: ARG_TYPE: a number is S_OK, and nothing opens */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NUMBER, .act = ACT_CLAIM, .code = S_OK},
        },
};
