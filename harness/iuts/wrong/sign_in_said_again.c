/* breaks: EVENT_SIGN: signing in while signed in raises OnSignin once more */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_IN_AGAIN, .act = EVENT_ALSO, .says = SAY_SIGNIN},
        },
};
