/* breaks: REUSE_REFERENCES: a returned pointer to an open window has no reference of its own */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_OUT_UNCOUNTED},
        },
};
