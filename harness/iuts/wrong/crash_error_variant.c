/* breaks: ARG_NULL_VARIANT: VT_ERROR ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_ERROR_VARIANT, .act = ACT_CRASH},
        },
};
