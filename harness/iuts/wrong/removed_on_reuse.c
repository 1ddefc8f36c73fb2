/* breaks: EVENT_MEMBERS: returning an open window raises OnIMWindowContactRemoved */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_REUSED, .act = EVENT_ALSO, .says = SAY_REMOVED},
        },
};
