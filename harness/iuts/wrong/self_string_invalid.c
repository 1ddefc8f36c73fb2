/* breaks: SELF_STRING: the own name is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_STRING, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
