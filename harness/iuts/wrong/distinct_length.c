/* breaks: DISTINCT_WINDOWS: contacts are compared by the length of their names */
#include "policy.h"

const struct desk_policy desk_policy = {
    .user = { .extent = EXTENT_LENGTH },
};
