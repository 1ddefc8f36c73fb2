/* breaks: REUSE_FORMS: a name does not find the window that its contact object opened */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_FORM_CHANGED, .form = DESK_FORM_STRING | DESK_FORM_VALUE, .act = ACT_ANOTHER_WINDOW},
        },
};
