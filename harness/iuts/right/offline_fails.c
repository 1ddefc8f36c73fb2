/* takes: A-22: a client without connection is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OFFLINE, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
