/* takes: A-20: the order of the checks is sign-in state, ppMWindow, own name, argument */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_STATE, CHECK_OUT, CHECK_SELF, CHECK_ARGUMENT },
};
