/* breaks: SIGN_IN_NOW: a second sign-in goes unnoticed */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SECOND_SIGN_IN, .act = ACT_REFUSE, .code = MSGR_E_NOT_LOGGED_ON},
        },
};
