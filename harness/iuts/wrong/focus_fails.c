/* breaks: FOCUS: a window that cannot get the focus is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NO_FOCUS, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
