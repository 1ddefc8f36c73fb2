/* breaks: REOPEN_AFTER_CLOSE: a call for a closed window is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REOPENED, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
