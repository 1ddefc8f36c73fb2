/* breaks: NOT_SIGNED_IN: a call before sign-in ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SIGNED_OUT, .act = ACT_CRASH},
        },
};
