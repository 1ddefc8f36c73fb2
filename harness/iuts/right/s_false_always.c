/* takes: A-03: every success is S_FALSE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .act = ACT_CODE, .code = S_FALSE},
        },
};
