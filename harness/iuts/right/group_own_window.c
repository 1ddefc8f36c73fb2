/* takes: A-40: each member of a group conversation gets a window of his own */
#include "policy.h"

const struct desk_policy desk_policy = {
    .group = GROUP_OWN_WINDOW,
};
