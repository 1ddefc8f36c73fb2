/* breaks: REUSE_REFERENCES: when one of two references is released, the window closes */
#include "policy.h"

const struct desk_policy desk_policy = {
    .release_fault = RELEASE_CLOSES_EARLY,
};
