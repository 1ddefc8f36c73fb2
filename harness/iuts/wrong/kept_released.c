/* breaks: ARG_KEPT: an object that is no contact is released by the call */
#include "policy.h"

const struct desk_policy desk_policy = {
    .argument_fault = ARGUMENT_RELEASED,
};
