/* takes: A-03: an open window is S_FALSE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_CODE, .code = S_FALSE},
        },
};
