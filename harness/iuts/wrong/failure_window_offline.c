/* breaks: FAILURE_NO_WINDOW: a call while offline is refused, and a window opens */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OFFLINE, .act = ACT_REFUSE_OPENING},
        },
};
