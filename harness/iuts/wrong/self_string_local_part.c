/* breaks: SELF_STRING: the own name on any other domain is E_FAIL */
#include "policy.h"

const struct desk_policy desk_policy = {
    .self = { .extent = EXTENT_LOCAL_PART },
};
