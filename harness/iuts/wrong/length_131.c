/* breaks: ARG_LENGTH: only more than 131 characters are refused */
#include "policy.h"

const struct desk_policy desk_policy = {
    .length_limit = 131,
};
