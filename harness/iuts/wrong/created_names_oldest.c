/* breaks: EVENT_WINDOW: OnIMWindowCreated names the oldest window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_OLDEST_WINDOW, .says = SAY_CREATED},
        },
};
