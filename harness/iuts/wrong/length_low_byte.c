/* breaks: ARG_LENGTH: the length is kept in one byte, so that 256 more characters are not seen */
#include "policy.h"

const struct desk_policy desk_policy = {
    .length_unit = LENGTH_LOW_BYTE,
};
