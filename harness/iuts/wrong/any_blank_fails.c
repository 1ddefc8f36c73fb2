/* breaks: ANY_NAME: a name with a space inside is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_BLANK_INSIDE, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
