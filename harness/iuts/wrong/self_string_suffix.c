/* breaks: SELF_STRING: a name that ends with the own name is E_FAIL */
#include "policy.h"

const struct desk_policy desk_policy = {
    .self = { .extent = EXTENT_SUFFIX },
};
