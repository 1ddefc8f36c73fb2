/* breaks: SECONDARY_OBJECT: the contact object of a secondary service is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SECONDARY_OBJECT, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
