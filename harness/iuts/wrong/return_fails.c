/* breaks: RETURN_OPENS: after coming back every call is MSGR_E_NOT_LOGGED_ON */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_RETURNED, .act = ACT_REFUSE, .code = MSGR_E_NOT_LOGGED_ON},
        },
};
