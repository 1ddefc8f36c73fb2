/* breaks: WINDOW_SHOWN: two windows for the contact reach the screen */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_TWIN},
        },
};
