/* breaks: EVENT_SIGN: sign-out raises no OnSignout, though sign-in raises OnSignin */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_OUT, .act = EVENT_NOT, .says = SAY_SIGNOUT},
        },
};
