/* breaks: EVENT_DESTROYED: OnIMWindowDestroyed is raised when one of two references is released */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_RELEASED, .act = EVENT_ALSO, .says = SAY_DESTROYED},
        },
};
