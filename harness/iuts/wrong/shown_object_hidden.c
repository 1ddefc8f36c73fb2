/* breaks: OBJECT_OPENS: the window for a contact object never reaches the screen */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .form = DESK_FORM_OBJECT, .act = ACT_HIDDEN},
        },
};
