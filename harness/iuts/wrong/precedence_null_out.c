/* breaks: OUT_NULL: a NULL ppMWindow together with another error is E_UNEXPECTED */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT_AND_MORE, .act = ACT_REFUSE, .code = E_UNEXPECTED},
        },
};
