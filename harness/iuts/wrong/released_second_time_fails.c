/* breaks: RELEASED_THEN_CALLED: after the second full release a call is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_RELEASED, .act = ACT_REFUSE, .code = E_FAIL, .first = 2},
        },
};
