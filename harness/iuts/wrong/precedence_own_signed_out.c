/* breaks: NOT_SIGNED_IN: the own name before sign-in is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OWN_AND_SIGNED_OUT, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
