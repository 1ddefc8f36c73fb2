/* breaks: CONSISTENT: a zero-length string opens a window each second time only */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_EMPTY_STRING, .act = ACT_PASS, .first = 2, .every_other = true},
        },
};
