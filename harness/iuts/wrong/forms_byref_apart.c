/* breaks: REUSE_FORMS: a by-reference argument does not find the window that the value opened */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_FORM_CHANGED, .form = DESK_FORM_BYREF_VARIANT, .act = ACT_ANOTHER_WINDOW},
            {.when = WHEN_FORM_CHANGED, .form = DESK_FORM_BYREF_TYPED, .act = ACT_ANOTHER_WINDOW},
        },
};
