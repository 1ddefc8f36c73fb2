/* breaks: RELEASE_SAFE: adding a reference to a closed window ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .release_fault = ADD_REF_DEAD_CRASHES,
};
