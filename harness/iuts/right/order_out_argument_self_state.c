/* takes: A-20: the order of the checks is ppMWindow, argument, own name, sign-in state */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_OUT, CHECK_ARGUMENT, CHECK_SELF, CHECK_STATE },
};
