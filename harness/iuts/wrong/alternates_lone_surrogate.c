/* breaks: CONSISTENT: a lone surrogate is refused each second time */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LONE_SURROGATE, .act = ACT_REFUSE, .code = E_INVALIDARG, .every_other = true},
        },
};
