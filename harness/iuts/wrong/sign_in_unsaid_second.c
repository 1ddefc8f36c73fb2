/* breaks: EVENT_SIGN: the second sign-in raises no OnSignin */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SIGN_IN, .act = EVENT_NOT, .says = SAY_SIGNIN, .first = 2},
        },
};
