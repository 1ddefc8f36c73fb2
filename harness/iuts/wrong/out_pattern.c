/* breaks: OUT_WINDOW: S_OK leaves *ppMWindow as it was */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_OUT_PATTERN},
        },
};
