/* breaks: ARG_BYREF: VT_BYREF|VT_VARIANT is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
