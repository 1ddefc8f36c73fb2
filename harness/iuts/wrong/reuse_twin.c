/* breaks: REUSE_NO_NEW_WINDOW: returning an open window shows a further one */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_TWIN},
        },
};
