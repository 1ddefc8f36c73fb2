/* takes: A-20: the order of the checks is ppMWindow, own name, argument, sign-in state */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_OUT, CHECK_SELF, CHECK_ARGUMENT, CHECK_STATE },
};
