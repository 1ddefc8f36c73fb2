/* breaks: OPENS: a plain name on the contact list is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .form = DESK_FORM_STRING, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
