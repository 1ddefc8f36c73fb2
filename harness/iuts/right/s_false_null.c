/* takes: a window without the focus is S_FALSE with NULL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NO_FOCUS, .act = ACT_CODE_NULL, .code = S_FALSE},
        },
};
