/* breaks: REOPEN_AFTER_CLOSE: a call for a closed window gives an object whose window is closed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REOPENED, .act = ACT_OUT_DEAD},
        },
};
