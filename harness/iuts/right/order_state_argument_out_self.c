/* takes: A-20: the order of the checks is sign-in state, argument, ppMWindow, own name */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_STATE, CHECK_ARGUMENT, CHECK_OUT, CHECK_SELF },
};
