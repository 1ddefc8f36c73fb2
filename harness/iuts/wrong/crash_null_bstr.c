/* breaks: ARG_NULL_STRING: a NULL string ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_STRING, .act = ACT_CRASH},
        },
};
