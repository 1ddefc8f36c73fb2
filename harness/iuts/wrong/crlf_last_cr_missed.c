/* breaks: ARG_CRLF: a carriage return at the last place is missed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .breaks = BREAKS_NO_LAST_CR,
};
