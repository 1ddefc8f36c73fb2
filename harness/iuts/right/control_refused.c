/* takes: A-29: a name with a control character is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_CONTROL, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
