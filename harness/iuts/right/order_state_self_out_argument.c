/* takes: A-20: the order of the checks is sign-in state, own name, ppMWindow, argument */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_STATE, CHECK_SELF, CHECK_OUT, CHECK_ARGUMENT },
};
