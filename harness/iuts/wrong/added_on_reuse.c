/* breaks: EVENT_MEMBERS: returning an open window raises OnIMWindowContactAdded */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events =
        {
            {.when = MOMENT_REUSED, .act = EVENT_ALSO, .says = SAY_ADDED},
        },
};
