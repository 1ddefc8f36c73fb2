/* breaks: ARG_CRLF: only line feeds are looked for */
#include "policy.h"

const struct desk_policy desk_policy = {
    .breaks = BREAKS_LF_ONLY,
};
