/* takes: A-01: a NULL ppMWindow is the bare number 1780 */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT, .act = ACT_REFUSE, .code = RPC_X_NULL_REF_POINTER_BARE},
        },
};
