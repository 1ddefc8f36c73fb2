/* breaks: EVENT_SIGN: a refused call raises OnSignout */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_REFUSED, .act = EVENT_ALSO, .says = SAY_SIGNOUT},
        },
};
