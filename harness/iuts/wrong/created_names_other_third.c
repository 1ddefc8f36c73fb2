/* breaks: EVENT_WINDOW: OnIMWindowCreated of the third window names the second */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_OTHER_WINDOW, .says = SAY_CREATED, .first = 3},
        },
};
