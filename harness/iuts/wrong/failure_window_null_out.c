/* breaks: FAILURE_NO_WINDOW: a NULL ppMWindow is refused, and a window opens */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT, .act = ACT_REFUSE_OPENING},
        },
};
