/* breaks: ARG_TYPE: a number is read as a pointer, which ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NUMBER, .act = ACT_CRASH},
        },
};
