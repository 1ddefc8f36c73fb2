/* breaks: ARG_TYPE: a number opens a window for nobody */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NUMBER, .act = ACT_PASS},
        },
};
