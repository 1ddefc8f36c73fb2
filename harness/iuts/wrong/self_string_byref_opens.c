/* breaks: SELF_STRING: the own name passed by reference opens a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_STRING, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_PASS},
            {.when = WHEN_SELF_STRING, .form = DESK_FORM_BYREF_TYPED, .act = ACT_PASS},
        },
};
