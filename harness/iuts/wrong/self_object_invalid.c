/* breaks: SELF_OBJECT: the own contact object is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_OBJECT, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
