/* breaks: ANY_NAME: a name without an at sign is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NO_AT, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
