/* takes: neither signing in and out nor the status is told */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_IN, .act = EVENT_NOT, .says = SAY_SESSION},
            {.when = MOMENT_SIGN_OUT, .act = EVENT_NOT, .says = SAY_SESSION},
            {.when = MOMENT_OFFLINE, .act = EVENT_NOT, .says = SAY_SESSION},
            {.when = MOMENT_RETURN, .act = EVENT_NOT, .says = SAY_SESSION},
        },
};
