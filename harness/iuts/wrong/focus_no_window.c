/* breaks: FOCUS: S_FALSE for want of focus opens nothing */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NO_FOCUS, .act = ACT_CLAIM, .code = S_FALSE},
        },
};
