/* breaks: EVENT_DESTROYED: returning an open window raises OnIMWindowDestroyed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_REUSED, .act = EVENT_ALSO, .says = SAY_DESTROYED},
        },
};
