/* takes: A-40: the first recipient gets the group window, the others a window of their own */
#include "policy.h"

const struct desk_policy desk_policy = {
    .group = GROUP_FIRST_ONLY,
};
