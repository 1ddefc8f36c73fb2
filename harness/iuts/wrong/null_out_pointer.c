/* breaks: OUT_NULL: a NULL ppMWindow is E_POINTER */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT, .act = ACT_REFUSE, .code = E_POINTER},
        },
};
