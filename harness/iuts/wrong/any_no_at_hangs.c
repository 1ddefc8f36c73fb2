/* breaks: ANY_NAME: a name without an at sign makes the call hang */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NO_AT, .act = ACT_HANG},
        },
};
