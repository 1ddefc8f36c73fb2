/* breaks: OBJECT_OPENS: the window for the contact object of somebody unlisted never reaches the screen */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_UNLISTED, .form = DESK_FORM_OBJECT, .act = ACT_HIDDEN},
        },
};
