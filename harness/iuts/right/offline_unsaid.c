/* takes: A-22: losing the connection and getting it back is not told */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OFFLINE, .act = EVENT_NOT, .says = SAY_STATUS},
            {.when = MOMENT_RETURN, .act = EVENT_NOT, .says = SAY_STATUS},
        },
};
