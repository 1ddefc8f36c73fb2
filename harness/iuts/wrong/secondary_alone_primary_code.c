/* breaks: SECONDARY_ALONE: with the secondary service alone the result is MSGR_E_PRIMARY_SERVICE_NOT_LOGGED_ON */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SECONDARY_ALONE, .act = ACT_REFUSE, .code = MSGR_E_PRIMARY_SERVICE_NOT_LOGGED_ON},
        },
};
