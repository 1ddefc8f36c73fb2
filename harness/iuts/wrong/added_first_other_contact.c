/* breaks: EVENT_MEMBERS: OnIMWindowContactAdded of a new window names somebody else */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_OPENED, .act = EVENT_OTHER_CONTACT, .says = SAY_ADDED},
        },
    .first_contact_added = true,
};
