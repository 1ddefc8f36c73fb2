/* breaks: OFFLINE_REFUSED: offline a contact object opens a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OFFLINE, .form = DESK_FORM_OBJECT, .act = ACT_PASS},
        },
};
