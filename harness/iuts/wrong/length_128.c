/* breaks: ARG_LENGTH: 129 characters are refused */
#include "policy.h"

const struct desk_policy desk_policy = {
    .length_limit = 128,
};
