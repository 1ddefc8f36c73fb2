/* breaks: ARG_KEPT: the caller's text has NULs for its line breaks afterwards */
#include "policy.h"

const struct desk_policy desk_policy = {
    .argument_fault = ARGUMENT_CUT,
};
