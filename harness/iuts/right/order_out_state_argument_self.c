/* takes: A-20: the order of the checks is ppMWindow, sign-in state, argument, own name */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_OUT, CHECK_STATE, CHECK_ARGUMENT, CHECK_SELF },
};
