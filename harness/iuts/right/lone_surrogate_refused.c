/* takes: A-07: a name with a lone surrogate is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LONE_SURROGATE, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
