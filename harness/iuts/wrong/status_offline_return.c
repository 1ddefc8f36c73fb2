/* breaks: EVENT_STATUS: getting the connection back reports the offline status */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_RETURN, .act = EVENT_OTHER_STATUS, .says = SAY_STATUS, .status = STATUS_OFFLINE},
        },
};
