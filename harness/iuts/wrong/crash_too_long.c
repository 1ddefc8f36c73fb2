/* breaks: ARG_LENGTH: a name that is too long ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_TOO_LONG, .act = ACT_CRASH},
        },
};
