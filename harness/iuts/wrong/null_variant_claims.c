/* breaks: ARG_NULL_VARIANT: VT_EMPTY and VT_NULL are S_OK, and nothing opens */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_VARIANT, .act = ACT_CLAIM, .code = S_OK},
        },
};
