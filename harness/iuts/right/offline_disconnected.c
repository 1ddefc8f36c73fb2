/* takes: A-22: a client without connection is MSGR_E_DISCONNECTED */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OFFLINE, .act = ACT_REFUSE, .code = MSGR_E_DISCONNECTED},
        },
};
