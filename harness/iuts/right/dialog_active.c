/* takes: A-25: while a dialog is open the result is MSGR_E_OPTION_UI_ACTIVE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_DIALOG_OPEN, .act = ACT_REFUSE, .code = MSGR_E_OPTION_UI_ACTIVE},
        },
};
