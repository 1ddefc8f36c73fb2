/* breaks: REUSE_RESULT: returning an open window is MSGR_E_BUSY */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_REFUSE, .code = MSGR_E_BUSY},
        },
};
