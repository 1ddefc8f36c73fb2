/* breaks: PRECEDENCE: a bad argument before sign-in is S_FALSE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_BAD_AND_SIGNED_OUT, .act = ACT_CLAIM, .code = S_FALSE},
        },
};
