/* breaks: OFFLINE_REFUSED: a client without connection opens windows */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OFFLINE, .act = ACT_PASS},
        },
};
