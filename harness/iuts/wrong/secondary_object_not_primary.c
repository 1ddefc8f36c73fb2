/* breaks: SECONDARY_OBJECT: the contact object of a signed-in secondary service is MSGR_E_INVALID_SERVICE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SECONDARY_OBJECT, .act = ACT_REFUSE, .code = MSGR_E_INVALID_SERVICE},
        },
};
