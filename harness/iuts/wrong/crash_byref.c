/* breaks: ARG_BYREF: a by-reference argument ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_CRASH},
            {.when = WHEN_VALID, .form = DESK_FORM_BYREF_TYPED, .act = ACT_CRASH},
        },
};
