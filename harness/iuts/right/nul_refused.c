/* takes: A-07: a name with a NUL inside is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NUL_INSIDE, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
