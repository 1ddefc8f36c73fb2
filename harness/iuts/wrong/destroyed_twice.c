/* breaks: EVENT_DESTROYED: OnIMWindowDestroyed is raised twice */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_CLOSED, .act = EVENT_ALSO, .says = SAY_DESTROYED},
        },
};
