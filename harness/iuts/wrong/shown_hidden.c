/* breaks: WINDOW_SHOWN: the window never reaches the screen */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_HIDDEN},
        },
};
