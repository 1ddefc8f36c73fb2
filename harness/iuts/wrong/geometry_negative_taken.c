/* breaks: GEOMETRY: a negative size is accepted */
#include "policy.h"

const struct desk_policy desk_policy = {
    .geometry_fault = GEOMETRY_NEGATIVE_TAKEN,
};
