/* breaks: ANY_NAME: a name of one character is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_ONE_CHARACTER, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
