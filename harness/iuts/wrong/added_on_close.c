/* breaks: EVENT_MEMBERS: a window that closes raises OnIMWindowContactAdded once more */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_CLOSED, .act = EVENT_ALSO, .says = SAY_ADDED},
        },
    .first_contact_added = true,
};
