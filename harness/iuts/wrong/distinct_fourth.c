/* breaks: DISTINCT_WINDOWS: from the fourth contact on everybody shares the oldest window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OTHERS_OPEN, .act = ACT_OUT_OLDEST, .first = 3},
        },
};
