/* takes: all window events name objects of their own, the first recipient is added */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_OWN_OBJECT, .says = SAY_CREATED},
            {.when = MOMENT_OPENED, .act = EVENT_OWN_OBJECT, .says = SAY_ADDED},
            {.when = MOMENT_JOINED, .act = EVENT_OWN_OBJECT, .says = SAY_ADDED},
            {.when = MOMENT_CLOSED, .act = EVENT_OWN_OBJECT, .says = SAY_DESTROYED},
        },
    .first_contact_added = true,
};
