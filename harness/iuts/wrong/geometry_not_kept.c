/* breaks: GEOMETRY: what is set is not kept */
#include "policy.h"

const struct desk_policy desk_policy = {
    .geometry_fault = GEOMETRY_NOT_KEPT,
};
