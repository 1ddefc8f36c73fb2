/* breaks: ARG_CRLF: a line feed at the first place is missed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .breaks = BREAKS_NO_FIRST_LF,
};
