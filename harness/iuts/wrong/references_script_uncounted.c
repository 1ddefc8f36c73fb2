/* breaks: REUSE_REFERENCES: a call through Invoke gives no reference of its own to an open window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .via = VIA_INVOKE, .act = ACT_OUT_UNCOUNTED},
        },
};
