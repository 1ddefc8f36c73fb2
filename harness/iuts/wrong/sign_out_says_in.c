/* breaks: EVENT_SIGN: sign-out raises OnSignin instead of OnSignout */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_OUT, .act = EVENT_NOT, .says = SAY_SIGNOUT},
            {.when = MOMENT_SIGN_OUT, .act = EVENT_ALSO, .says = SAY_SIGNIN},
        },
};
