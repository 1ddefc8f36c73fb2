/* breaks: RELEASE_SAFE: releasing a reference to a closed window hangs */
#include "policy.h"

const struct desk_policy desk_policy = {
    .release_fault = RELEASE_DEAD_HANGS,
};
