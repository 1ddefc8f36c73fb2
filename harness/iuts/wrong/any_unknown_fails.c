/* breaks: ANY_NAME: a name outside the contact list is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_UNLISTED, .form = DESK_FORM_STRING, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
