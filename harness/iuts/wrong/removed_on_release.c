/* breaks: EVENT_MEMBERS: releasing one of two references raises OnIMWindowContactRemoved */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_RELEASED, .act = EVENT_ALSO, .says = SAY_REMOVED},
        },
};
