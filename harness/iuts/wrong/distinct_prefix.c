/* breaks: DISTINCT_WINDOWS: a name that begins with an open contact's name gets that contact's window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .user = { .extent = EXTENT_PREFIX },
};
