/* breaks: REUSE_REFERENCES: when one of two references is released, the window is not found any more */
#include "policy.h"

const struct desk_policy desk_policy = {
    .release_fault = RELEASE_FORGETS_AT_ONE,
};
