/* takes: hands out as few windows as it may */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NO_FOCUS, .act = ACT_CODE_NULL, .code = S_FALSE},
            {.when = WHEN_EMPTY_STRING, .act = ACT_REFUSE, .code = E_FAIL},
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_VARIANT, .via = VIA_VTABLE, .act = ACT_REFUSE,
             .code = E_INVALIDARG},
        },
    .group = GROUP_OWN_WINDOW,
    .offline = OFFLINE_CLOSES_ON_RETURN,
};
