/* breaks: REUSE_REFERENCES: at the third release of four the window is not found any more */
#include "policy.h"

const struct desk_policy desk_policy = {
    .release_fault = RELEASE_FORGETS_AT_THIRD,
};
