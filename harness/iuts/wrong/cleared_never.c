/* breaks: OUT_CLEARED: a failing call leaves *ppMWindow as it was */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_STRING, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_LEADING_SPACE, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_TOO_LONG, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_LINE_BREAK, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_NULL_VARIANT, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_NULL_OBJECT, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_FOREIGN, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_SIGNED_OUT, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_SECONDARY_ALONE, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_OFFLINE, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_SELF_STRING, .act = ACT_REFUSE_PATTERN},
            {.when = WHEN_SELF_OBJECT, .act = ACT_REFUSE_PATTERN},
        },
};
