/* breaks: OBJECT_OPENS: a contact object is E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .form = DESK_FORM_OBJECT, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
