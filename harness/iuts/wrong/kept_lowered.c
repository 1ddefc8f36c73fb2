/* breaks: ARG_KEPT: the caller's text is lower case afterwards */
#include "policy.h"

const struct desk_policy desk_policy = {
    .argument_fault = ARGUMENT_LOWERED,
};
