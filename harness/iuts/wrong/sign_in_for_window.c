/* breaks: EVENT_SIGN: a new window raises OnSignin */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_ALSO, .says = SAY_SIGNIN},
        },
};
