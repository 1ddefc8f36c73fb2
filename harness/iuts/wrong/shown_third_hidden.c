/* breaks: WINDOW_SHOWN: from the third window on nothing reaches the screen */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_HIDDEN, .first = 3},
        },
};
