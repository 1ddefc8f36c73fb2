/* breaks: EVENT_MEMBERS: OnIMWindowContactAdded of a new window names another one */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_OTHER_WINDOW, .says = SAY_ADDED},
        },
    .first_contact_added = true,
};
