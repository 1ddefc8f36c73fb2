/* breaks: EVENT_SIGN: signing out of a secondary service raises OnSignout */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_SECONDARY_OUT, .act = EVENT_ALSO, .says = SAY_SIGNOUT},
        },
};
