/* breaks: GEOMETRY: setting Left moves Top */
#include "policy.h"

const struct desk_policy desk_policy = {
    .geometry_fault = GEOMETRY_SWAPPED,
};
