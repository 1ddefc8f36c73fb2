/* takes: A-20: the order of the checks is sign-in state, own name, argument, ppMWindow */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_STATE, CHECK_SELF, CHECK_ARGUMENT, CHECK_OUT },
};
