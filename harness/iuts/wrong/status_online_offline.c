/* breaks: EVENT_STATUS: losing the connection reports the online status */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OFFLINE, .act = EVENT_OTHER_STATUS, .says = SAY_STATUS, .status = STATUS_BUSY},
        },
};
