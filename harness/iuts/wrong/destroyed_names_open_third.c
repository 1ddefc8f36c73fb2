/* breaks: EVENT_WINDOW: OnIMWindowDestroyed of the third window that closes names an open one */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_CLOSED, .act = EVENT_OTHER_WINDOW, .says = SAY_DESTROYED, .first = 3},
        },
};
