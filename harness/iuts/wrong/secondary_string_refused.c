/* breaks: SECONDARY_STRING: a name that is known on the secondary service only is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SECONDARY_STRING, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
