/* breaks: OUT_NULL: a NULL ppMWindow ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT, .act = ACT_CRASH},
        },
};
