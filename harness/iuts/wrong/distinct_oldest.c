/* breaks: DISTINCT_WINDOWS: every contact gets the oldest open window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OTHERS_OPEN, .act = ACT_OUT_OLDEST},
        },
};
