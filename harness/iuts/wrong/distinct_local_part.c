/* breaks: DISTINCT_WINDOWS: contacts are compared by what stands before the at sign */
#include "policy.h"

const struct desk_policy desk_policy = {
    .user = { .extent = EXTENT_LOCAL_PART },
};
