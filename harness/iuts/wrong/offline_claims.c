/* breaks: OFFLINE_REFUSED: a client without connection is S_FALSE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OFFLINE, .act = ACT_CLAIM, .code = S_FALSE},
        },
};
