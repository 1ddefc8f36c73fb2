/* breaks: ARG_BYREF: the rules for names are not applied to what a reference refers to */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LEADING_SPACE, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_PASS},
            {.when = WHEN_LEADING_SPACE, .form = DESK_FORM_BYREF_TYPED, .act = ACT_PASS},
            {.when = WHEN_TOO_LONG, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_PASS},
            {.when = WHEN_TOO_LONG, .form = DESK_FORM_BYREF_TYPED, .act = ACT_PASS},
            {.when = WHEN_LINE_BREAK, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_PASS},
            {.when = WHEN_LINE_BREAK, .form = DESK_FORM_BYREF_TYPED, .act = ACT_PASS},
        },
};
