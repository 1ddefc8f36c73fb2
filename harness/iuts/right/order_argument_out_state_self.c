/* takes: A-20: the order of the checks is argument, ppMWindow, sign-in state, own name */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_ARGUMENT, CHECK_OUT, CHECK_STATE, CHECK_SELF },
};
