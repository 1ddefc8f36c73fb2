/* breaks: OUT_CLEARED: the own name puts something that is no object into *ppMWindow */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_STRING, .act = ACT_REFUSE_GARBAGE},
            {.when = WHEN_SELF_OBJECT, .act = ACT_REFUSE_GARBAGE},
        },
};
