/* breaks: SECONDARY_ALONE: being signed in to the secondary service alone is enough */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SECONDARY_ALONE, .act = ACT_PASS},
        },
};
