/* breaks: RELEASE_SAFE: asking a closed window for its identity ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .release_fault = QUERY_DEAD_CRASHES,
};
