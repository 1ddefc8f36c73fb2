/* breaks: EVENT_WINDOW: OnIMWindowCreated names a window that has closed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_DEAD_WINDOW, .says = SAY_CREATED},
        },
};
