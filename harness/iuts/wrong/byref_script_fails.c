/* breaks: ARG_BYREF: a variable of a script is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_VARIANT, .via = VIA_INVOKE, .act = ACT_REFUSE,
             .code = E_FAIL},
        },
};
