/* breaks: ARG_BYREF: a NULL string passed by reference is E_POINTER */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_STRING, .form = DESK_FORM_BYREF_TYPED, .act = ACT_REFUSE, .code = E_POINTER},
            {.when = WHEN_NULL_STRING, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_REFUSE, .code = E_POINTER},
        },
};
