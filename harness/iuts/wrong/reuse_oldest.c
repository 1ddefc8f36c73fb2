/* breaks: DISTINCT_WINDOWS: the oldest window is returned instead of the one for the contact */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_OUT_OLDEST},
        },
};
