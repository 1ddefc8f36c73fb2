/* takes: A-08: a space anywhere is E_INVALIDARG, as with GetContact */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_BLANK_INSIDE, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
