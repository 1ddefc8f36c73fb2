/* breaks: EVENT_MEMBERS: OnIMWindowContactAdded names another window than the one joined */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_JOINED, .act = EVENT_OTHER_WINDOW, .says = SAY_ADDED},
        },
};
