/* breaks: FAILURE_NO_WINDOW: the own name is E_FAIL, and a window opens */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_STRING, .act = ACT_REFUSE_OPENING},
            {.when = WHEN_SELF_OBJECT, .act = ACT_REFUSE_OPENING},
        },
};
