/* breaks: EVENT_SIGN: the second sign-in raises OnSignin twice */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_IN, .act = EVENT_ALSO, .says = SAY_SIGNIN, .first = 2},
        },
};
