/* breaks: ARG_EMPTY_STRING: a zero-length string ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_EMPTY_STRING, .act = ACT_CRASH},
        },
};
