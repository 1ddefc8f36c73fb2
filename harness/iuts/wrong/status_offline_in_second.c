/* breaks: EVENT_STATUS: the status is offline after the second sign-in */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_IN, .act = EVENT_OTHER_STATUS, .says = SAY_STATUS, .status = STATUS_OFFLINE, .first = 2},
        },
};
