/* breaks: EVENT_DESTROYED: OnIMWindowDestroyed is not raised for the second window that closes */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_CLOSED, .act = EVENT_NOT, .says = SAY_DESTROYED, .first = 2, .only = true},
        },
};
