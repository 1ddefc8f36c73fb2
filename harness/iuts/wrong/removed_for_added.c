/* breaks: EVENT_MEMBERS: OnIMWindowContactRemoved is raised when somebody joins */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_JOINED, .act = EVENT_NOT, .says = SAY_ADDED},
            {.when = MOMENT_JOINED, .act = EVENT_ALSO, .says = SAY_REMOVED},
        },
};
