/* breaks: OBJECT_OPENS: a contact object ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_OBJECT, .act = ACT_CRASH},
        },
};
