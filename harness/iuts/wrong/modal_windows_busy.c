/* breaks: NOT_MODAL: no second window opens while one is open */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OTHERS_OPEN, .act = ACT_REFUSE, .code = MSGR_E_BUSY},
        },
};
