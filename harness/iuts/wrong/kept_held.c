/* breaks: ARG_KEPT: a reference to an object that is no contact is never given back */
#include "policy.h"

const struct desk_policy desk_policy = {
    .argument_fault = ARGUMENT_HELD,
};
