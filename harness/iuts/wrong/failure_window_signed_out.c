/* breaks: FAILURE_NO_WINDOW: a call before sign-in is refused, and a window opens */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SIGNED_OUT, .act = ACT_REFUSE_OPENING},
        },
};
