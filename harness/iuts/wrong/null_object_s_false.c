/* breaks: ARG_NULL_OBJECT: VT_DISPATCH with NULL is S_FALSE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OBJECT, .act = ACT_CLAIM, .code = S_FALSE},
        },
};
