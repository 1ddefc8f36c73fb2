/* takes: A-07: a name ends at the first NUL */
#include "policy.h"

const struct desk_policy desk_policy = {
    .nul = NUL_ENDS_TEXT,
};
