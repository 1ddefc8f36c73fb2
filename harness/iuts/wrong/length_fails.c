/* breaks: ARG_LENGTH: a name that is too long is MSGR_E_MESSAGE_TOO_LONG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_TOO_LONG, .act = ACT_REFUSE, .code = MSGR_E_MESSAGE_TOO_LONG},
        },
};
