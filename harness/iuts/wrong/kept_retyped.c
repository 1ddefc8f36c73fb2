/* breaks: ARG_KEPT: a VARIANT that was passed by reference is VT_EMPTY afterwards */
#include "policy.h"

const struct desk_policy desk_policy = {
    .argument_fault = ARGUMENT_RETYPED,
};
