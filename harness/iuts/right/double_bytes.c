/* takes: A-07: the length is counted in bytes of a double-byte code page */
#include "policy.h"

const struct desk_policy desk_policy = {
    .length_unit = LENGTH_DOUBLE_BYTES,
};
