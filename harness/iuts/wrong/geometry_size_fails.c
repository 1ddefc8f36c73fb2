/* breaks: GEOMETRY: a size of zero is E_FAIL */
#include "policy.h"

const struct desk_policy desk_policy = {
    .geometry_fault = GEOMETRY_SIZE_CODE,
};
