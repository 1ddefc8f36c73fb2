/* breaks: ARG_LEADING_SPACE: a name of nothing but spaces opens a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .space = SPACE_NOT_ALONE,
};
