/* breaks: EVENT_WINDOW: OnIMWindowDestroyed names a window that is open */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_CLOSED, .act = EVENT_OTHER_WINDOW, .says = SAY_DESTROYED},
        },
};
