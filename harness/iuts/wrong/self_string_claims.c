/* breaks: SELF_STRING: the own name is S_FALSE, and nothing opens */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_STRING, .act = ACT_CLAIM, .code = S_FALSE},
        },
};
