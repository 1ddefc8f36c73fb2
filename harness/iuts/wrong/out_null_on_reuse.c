/* breaks: OUT_WINDOW: S_OK comes with NULL when the window is open already */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_CODE_NULL, .code = S_OK},
        },
};
