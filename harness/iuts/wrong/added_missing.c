/* breaks: EVENT_MEMBERS: OnIMWindowContactAdded is not raised for who joins */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_JOINED, .act = EVENT_NOT, .says = SAY_ADDED},
        },
};
