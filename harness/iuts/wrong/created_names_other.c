/* breaks: EVENT_WINDOW: OnIMWindowCreated names a window that was open before */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_OTHER_WINDOW, .says = SAY_CREATED},
        },
};
