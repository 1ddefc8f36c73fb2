/* breaks: ARG_CRLF: a name with a carriage return or a line feed opens a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LINE_BREAK, .act = ACT_PASS},
        },
};
