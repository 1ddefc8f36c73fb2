/* breaks: REUSE: a contact object always opens another window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .form = DESK_FORM_OBJECT, .act = ACT_ANOTHER_WINDOW},
        },
};
