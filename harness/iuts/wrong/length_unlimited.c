/* breaks: ARG_LENGTH: no name is too long */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_TOO_LONG, .act = ACT_PASS},
        },
};
