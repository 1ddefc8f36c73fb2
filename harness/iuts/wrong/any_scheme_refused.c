/* breaks: ANY_NAME: a name with sip: or mailto: in front is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SCHEME, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
