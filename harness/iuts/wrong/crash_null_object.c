/* breaks: ARG_NULL_OBJECT: VT_DISPATCH with NULL ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OBJECT, .act = ACT_CRASH},
        },
};
