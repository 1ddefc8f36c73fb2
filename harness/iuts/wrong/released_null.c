/* breaks: OUT_WINDOW: after the last release a call gives S_OK with NULL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_RELEASED, .act = ACT_CODE_NULL, .code = S_OK},
        },
};
