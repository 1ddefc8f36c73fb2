/* takes: A-03: S_FALSE does not reach a script */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NO_FOCUS, .via = VIA_INVOKE, .act = ACT_CODE, .code = S_OK},
        },
};
