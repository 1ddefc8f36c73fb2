/* breaks: EVENT_STATUS: the status is online after the second sign-out */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_OUT, .act = EVENT_OTHER_STATUS, .says = SAY_STATUS, .status = STATUS_ONLINE, .first = 2},
        },
};
