/* takes: A-38: sip: and mailto: do not make another contact */
#include "policy.h"

const struct desk_policy desk_policy = {
    .user = { .drop_scheme = true },
};
