/* breaks: ARG_EMPTY_STRING: a zero-length string is MSGR_E_NOT_LOGGED_ON */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_EMPTY_STRING, .act = ACT_REFUSE, .code = MSGR_E_NOT_LOGGED_ON},
        },
};
