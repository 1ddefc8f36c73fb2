/* breaks: ARG_BYREF: VT_BYREF|VT_BSTR is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_TYPED | DESK_FORM_STRING, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
