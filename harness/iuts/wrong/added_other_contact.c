/* breaks: EVENT_MEMBERS: OnIMWindowContactAdded names another contact than who joins */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_JOINED, .act = EVENT_OTHER_CONTACT, .says = SAY_ADDED},
        },
};
