/* breaks: SECONDARY_ALONE: with the secondary service alone a contact object opens a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SECONDARY_ALONE, .form = DESK_FORM_OBJECT, .act = ACT_PASS},
        },
};
