/* takes: A-03: a window that cannot get the focus is S_OK */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NO_FOCUS, .act = ACT_CODE, .code = S_OK},
        },
};
