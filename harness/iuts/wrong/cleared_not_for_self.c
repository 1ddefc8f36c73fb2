/* breaks: OUT_CLEARED: the own name leaves *ppMWindow as it was */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_STRING, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_SELF_OBJECT, .act = ACT_REFUSE_PATTERN},
        },
};
