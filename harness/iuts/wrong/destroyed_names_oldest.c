/* breaks: EVENT_WINDOW: OnIMWindowDestroyed names the oldest window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_CLOSED, .act = EVENT_OLDEST_WINDOW, .says = SAY_DESTROYED},
        },
};
