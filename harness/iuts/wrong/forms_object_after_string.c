/* breaks: REUSE_FORMS: a contact object does not find the window that its name opened */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_FORM_CHANGED, .form = DESK_FORM_OBJECT | DESK_FORM_VALUE, .act = ACT_ANOTHER_WINDOW},
        },
};
