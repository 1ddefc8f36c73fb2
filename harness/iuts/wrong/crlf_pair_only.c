/* breaks: ARG_CRLF: only a carriage return followed by a line feed is refused */
#include "policy.h"

const struct desk_policy desk_policy = {
    .breaks = BREAKS_PAIR,
};
