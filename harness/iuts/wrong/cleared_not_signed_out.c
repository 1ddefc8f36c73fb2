/* breaks: OUT_CLEARED: a call before sign-in leaves *ppMWindow as it was */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SIGNED_OUT, .act = ACT_REFUSE_PATTERN},
        },
};
