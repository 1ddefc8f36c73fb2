/* breaks: ANY_NAME: a name without a dot is MSGR_E_INVALID_ADDRESS_FORMAT */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NO_DOT, .act = ACT_REFUSE, .code = MSGR_E_INVALID_ADDRESS_FORMAT},
        },
};
