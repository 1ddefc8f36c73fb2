/* breaks: EVENT_SIGN: sign-out raises OnSignout twice */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_OUT, .act = EVENT_ALSO, .says = SAY_SIGNOUT},
        },
};
