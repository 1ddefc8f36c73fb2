/* takes: A-22: losing the connection raises OnSignout, getting it back OnSignin */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OFFLINE, .act = EVENT_ALSO, .says = SAY_SIGNOUT},
            {.when = MOMENT_RETURN, .act = EVENT_ALSO, .says = SAY_SIGNIN},
        },
};
