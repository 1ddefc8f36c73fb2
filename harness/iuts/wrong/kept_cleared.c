/* breaks: ARG_KEPT: a variable that was passed by reference is NULL afterwards */
#include "policy.h"

const struct desk_policy desk_policy = {
    .argument_fault = ARGUMENT_CLEARED,
};
