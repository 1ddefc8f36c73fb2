/* breaks: ARG_LENGTH: more than 64 characters are refused */
#include "policy.h"

const struct desk_policy desk_policy = {
    .length_limit = 64,
};
