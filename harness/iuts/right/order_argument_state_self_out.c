/* takes: A-20: the order of the checks is argument, sign-in state, own name, ppMWindow */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_ARGUMENT, CHECK_STATE, CHECK_SELF, CHECK_OUT },
};
