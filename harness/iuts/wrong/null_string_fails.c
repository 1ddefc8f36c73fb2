/* breaks: ARG_NULL_STRING: a NULL string is E_FAIL, as with GetContact */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_STRING, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
