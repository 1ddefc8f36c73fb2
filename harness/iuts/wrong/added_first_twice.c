/* breaks: EVENT_MEMBERS: OnIMWindowContactAdded is raised twice for the first recipient */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_ALSO, .says = SAY_ADDED},
        },
    .first_contact_added = true,
};
