/* takes: A-07: the length is counted in code points */
#include "policy.h"

const struct desk_policy desk_policy = {
    .length_unit = LENGTH_CODE_POINTS,
};
