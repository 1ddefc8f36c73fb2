/* breaks: GEOMETRY: a size of zero is accepted */
#include "policy.h"

const struct desk_policy desk_policy = {
    .geometry_fault = GEOMETRY_ZERO_TAKEN,
};
