/* breaks: OUT_NULL: a NULL ppMWindow opens a window and is S_OK */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT, .act = ACT_PASS},
        },
};
