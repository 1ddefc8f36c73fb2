/* breaks: ARG_BYREF: a by-reference argument is DISP_E_TYPEMISMATCH */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_TYPED, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
        },
};
