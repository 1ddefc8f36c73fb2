/* breaks: ARG_LEADING_SPACE: a name that begins with a space opens a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LEADING_SPACE, .act = ACT_PASS},
        },
};
