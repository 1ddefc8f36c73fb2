/* takes: A-44: OnIMWindowCreated and OnIMWindowDestroyed name objects of their own */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_OWN_OBJECT, .says = SAY_CREATED},
            {.when = MOMENT_CLOSED, .act = EVENT_OWN_OBJECT, .says = SAY_DESTROYED},
        },
};
