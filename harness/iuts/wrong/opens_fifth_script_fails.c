/* breaks: OPENS: the fifth call through Invoke is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .via = VIA_INVOKE, .act = ACT_REFUSE, .code = E_FAIL, .first = 5},
        },
};
