/* breaks: ARG_BYREF: a by-reference argument is refused, even when it comes through Invoke */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_REFUSE, .code = E_INVALIDARG},
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_TYPED, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
