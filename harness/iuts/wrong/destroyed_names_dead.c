/* breaks: EVENT_WINDOW: OnIMWindowDestroyed names a window that had closed before */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_CLOSED, .act = EVENT_DEAD_WINDOW, .says = SAY_DESTROYED},
        },
};
