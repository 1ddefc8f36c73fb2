/* breaks: OUT_NULL: a NULL ppMWindow is S_FALSE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT, .act = ACT_CLAIM, .code = S_FALSE},
        },
};
