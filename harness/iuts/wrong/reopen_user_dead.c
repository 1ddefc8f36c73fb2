/* breaks: REOPEN_AFTER_CLOSE: a call for a window that the user closed gives an object whose window is closed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REOPENED_BY_USER, .act = ACT_OUT_DEAD},
        },
};
