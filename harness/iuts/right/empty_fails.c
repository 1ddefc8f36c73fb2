/* takes: A-10: a zero-length string is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_EMPTY_STRING, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
