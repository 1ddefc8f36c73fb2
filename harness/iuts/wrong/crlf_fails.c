/* breaks: ARG_CRLF: a name with a line break is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LINE_BREAK, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
