/* takes: A-20: the order of the checks is ppMWindow, own name, sign-in state, argument */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_OUT, CHECK_SELF, CHECK_STATE, CHECK_ARGUMENT },
};
