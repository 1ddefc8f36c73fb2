/* breaks: REUSE_NO_NEW_WINDOW: the third call for one contact shows a further window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_TWIN, .first = 2},
        },
};
