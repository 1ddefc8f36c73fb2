/* breaks: ARG_LENGTH: 130 characters are accepted */
#include "policy.h"

const struct desk_policy desk_policy = {
    .length_limit = 130,
};
