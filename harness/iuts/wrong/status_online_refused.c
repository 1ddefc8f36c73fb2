/* breaks: EVENT_STATUS: a refused call reports the online status */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_REFUSED, .act = EVENT_ALSO, .says = SAY_STATUS, .status = STATUS_ONLINE},
        },
};
