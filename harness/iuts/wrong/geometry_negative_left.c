/* breaks: GEOMETRY: a negative Left is E_INVALIDARG */
#include "policy.h"

const struct desk_policy desk_policy = {
    .geometry_fault = GEOMETRY_NEGATIVE_LEFT_REFUSED,
};
