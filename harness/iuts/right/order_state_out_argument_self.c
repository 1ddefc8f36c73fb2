/* takes: A-20: the order of the checks is sign-in state, ppMWindow, argument, own name */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_STATE, CHECK_OUT, CHECK_ARGUMENT, CHECK_SELF },
};
