/* breaks: NOT_MODAL: a fourth window does not open beside three others */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OTHERS_OPEN, .act = ACT_REFUSE, .code = MSGR_E_TOO_MANY_SESSIONS, .first = 3},
        },
};
