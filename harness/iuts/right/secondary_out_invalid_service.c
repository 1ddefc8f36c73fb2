/* takes: A-23: a contact whose own service is signed out is MSGR_E_INVALID_SERVICE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SECONDARY_OBJECT_OUT, .act = ACT_REFUSE, .code = MSGR_E_INVALID_SERVICE},
        },
};
