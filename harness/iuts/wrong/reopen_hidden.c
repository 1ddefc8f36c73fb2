/* breaks: REOPEN_AFTER_CLOSE: a window that is opened again never reaches the screen */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REOPENED, .act = ACT_HIDDEN},
        },
};
