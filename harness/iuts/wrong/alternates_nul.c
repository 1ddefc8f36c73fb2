/* breaks: CONSISTENT: a name with a NUL inside is refused each second time */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NUL_INSIDE, .act = ACT_REFUSE, .code = E_INVALIDARG, .every_other = true},
        },
};
