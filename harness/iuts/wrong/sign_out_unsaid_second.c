/* breaks: EVENT_SIGN: the second sign-out raises no OnSignout */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_OUT, .act = EVENT_NOT, .says = SAY_SIGNOUT, .first = 2},
        },
};
