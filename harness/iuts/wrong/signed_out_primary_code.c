/* breaks: NOT_SIGNED_IN: a call before sign-in is MSGR_E_PRIMARY_SERVICE_NOT_LOGGED_ON */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SIGNED_OUT, .act = ACT_REFUSE, .code = MSGR_E_PRIMARY_SERVICE_NOT_LOGGED_ON},
        },
};
