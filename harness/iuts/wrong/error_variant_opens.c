/* breaks: ARG_NULL_VARIANT: an argument that was left out (VT_ERROR) opens a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_ERROR_VARIANT, .act = ACT_PASS},
        },
};
