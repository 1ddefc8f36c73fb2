/* takes: A-13: VT_BYREF|VT_VARIANT is E_INVALIDARG on a direct call */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_VARIANT, .via = VIA_VTABLE, .act = ACT_REFUSE,
             .code = E_INVALIDARG},
        },
};
