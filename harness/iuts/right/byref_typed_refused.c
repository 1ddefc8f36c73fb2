/* takes: A-13: VT_BYREF|VT_BSTR and VT_BYREF|VT_DISPATCH are E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_TYPED, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
