/* breaks: ANY_NAME: a name with two at signs is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_TWO_ATS, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
