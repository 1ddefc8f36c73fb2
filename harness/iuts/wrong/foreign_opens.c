/* breaks: ARG_FOREIGN_OBJECT: an object that is no contact opens a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_FOREIGN, .act = ACT_PASS},
        },
};
