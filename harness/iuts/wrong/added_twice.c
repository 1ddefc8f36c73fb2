/* breaks: EVENT_MEMBERS: OnIMWindowContactAdded is raised twice for who joins */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_JOINED, .act = EVENT_ALSO, .says = SAY_ADDED},
        },
};
