/* takes: refuses all that may be refused */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LONE_SURROGATE, .act = ACT_REFUSE, .code = E_INVALIDARG},
            {.when = WHEN_NUL_INSIDE, .act = ACT_REFUSE, .code = E_INVALIDARG},
            {.when = WHEN_OTHER_BLANK_FIRST, .act = ACT_REFUSE, .code = E_INVALIDARG},
            {.when = WHEN_BLANK_INSIDE, .act = ACT_REFUSE, .code = E_INVALIDARG},
            {.when = WHEN_OTHER_BREAK, .act = ACT_REFUSE, .code = E_INVALIDARG},
            {.when = WHEN_CONTROL, .act = ACT_REFUSE, .code = E_INVALIDARG},
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_VARIANT, .via = VIA_VTABLE, .act = ACT_REFUSE,
             .code = E_INVALIDARG},
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_TYPED, .act = ACT_REFUSE, .code = E_INVALIDARG},
            {.when = WHEN_NUMBER, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
            {.when = WHEN_FOREIGN, .act = ACT_REFUSE, .code = E_NOINTERFACE},
        },
    .nested_references_refused = true,
};
