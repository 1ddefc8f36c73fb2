/* breaks: EVENT_SIGN: signing in to a secondary service raises OnSignin */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SECONDARY_IN, .act = EVENT_ALSO, .says = SAY_SIGNIN},
        },
};
