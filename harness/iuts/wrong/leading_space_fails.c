/* breaks: ARG_LEADING_SPACE: a name that begins with a space is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LEADING_SPACE, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
