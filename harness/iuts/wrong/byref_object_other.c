/* breaks: PARTICIPANT: a contact object by reference opens a window with somebody else */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .form = DESK_FORM_OBJECT | DESK_FORM_BYREF_TYPED, .act = ACT_OTHER_PARTICIPANT},
        },
};
