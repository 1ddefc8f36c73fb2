/* breaks: SELF_STRING: the own name makes the call hang */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_STRING, .act = ACT_HANG},
        },
};
