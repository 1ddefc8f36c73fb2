/* breaks: SECONDARY_STRING: a name that is known on the secondary service only is MSGR_E_INVALID_SERVICE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SECONDARY_STRING, .act = ACT_REFUSE, .code = MSGR_E_INVALID_SERVICE},
        },
};
