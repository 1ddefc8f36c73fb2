/* breaks: SELF_OBJECT: the own contact object opens a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_OBJECT, .act = ACT_PASS},
        },
};
