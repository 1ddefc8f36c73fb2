/* breaks: OUT_WINDOW: from the third window on S_OK comes with NULL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_CODE_NULL, .code = S_OK, .first = 3},
        },
};
