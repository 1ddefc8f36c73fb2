/* breaks: ARG_CRLF: a name with a line break makes the call hang */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LINE_BREAK, .act = ACT_HANG},
        },
};
