/* breaks: REUSE_RESULT: the fifth call for one contact is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_REFUSE, .code = E_FAIL, .first = 4},
        },
};
