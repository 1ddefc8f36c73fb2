/* breaks: ARG_CRLF: only carriage returns are looked for */
#include "policy.h"

const struct desk_policy desk_policy = {
    .breaks = BREAKS_CR_ONLY,
};
