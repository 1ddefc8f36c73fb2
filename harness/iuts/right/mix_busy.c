/* takes: says no whenever it may */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT, .act = ACT_REFUSE, .code = RPC_X_NULL_REF_POINTER_BARE},
            {.when = WHEN_OFFLINE, .act = ACT_REFUSE, .code = E_FAIL},
            {.when = WHEN_SECONDARY_OBJECT_OUT, .act = ACT_REFUSE, .code = E_FAIL},
            {.when = WHEN_DIALOG_OPEN, .act = ACT_REFUSE, .code = MSGR_E_OPTION_UI_ACTIVE},
            {.when = WHEN_NEW, .act = ACT_CODE, .code = MSGR_S_ALREADY_IN_THE_MODE},
        },
};
