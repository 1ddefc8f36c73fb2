/* breaks: ARG_LEADING_SPACE: the last character is looked at instead of the first */
#include "policy.h"

const struct desk_policy desk_policy = {
    .space = SPACE_LAST,
};
