/* takes: A-08: any blank character at the first place is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OTHER_BLANK_FIRST, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
