/* breaks: OBJECT_OPENS: a contact object of somebody outside the contact list is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_UNLISTED, .form = DESK_FORM_OBJECT, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
