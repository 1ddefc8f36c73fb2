/* takes: A-20: the order of the checks is ppMWindow, sign-in state, own name, argument */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_OUT, CHECK_STATE, CHECK_SELF, CHECK_ARGUMENT },
};
