/* breaks: RELEASED_THEN_CALLED: after the last release a call gives an object whose window is closed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_RELEASED, .act = ACT_OUT_DEAD},
        },
};
