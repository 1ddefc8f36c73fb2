/* breaks: EVENT_SIGN: a window that closes raises OnSignout */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_CLOSED, .act = EVENT_ALSO, .says = SAY_SIGNOUT},
        },
};
