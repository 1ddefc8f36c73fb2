/* breaks: ARG_LENGTH: a name with a surrogate pair is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SURROGATE_PAIR, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
