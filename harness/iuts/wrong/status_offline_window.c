/* breaks: EVENT_STATUS: a new window reports the offline status */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_ALSO, .says = SAY_STATUS, .status = STATUS_OFFLINE},
        },
};
