/* breaks: REOPEN_AFTER_CLOSE: the third window for one contact is closed from the start */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REOPENED, .act = ACT_OUT_DEAD, .first = 2},
        },
};
