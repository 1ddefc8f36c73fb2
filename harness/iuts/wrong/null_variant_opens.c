/* breaks: ARG_NULL_VARIANT: VT_EMPTY and VT_NULL open a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_VARIANT, .act = ACT_PASS},
        },
};
