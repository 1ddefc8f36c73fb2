/* breaks: REUSE: the third call for one contact opens another window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_ANOTHER_WINDOW, .first = 2},
        },
};
