/* takes: A-46: a script that is not signed in gets S_OK with nothing */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SIGNED_OUT, .via = VIA_INVOKE, .act = ACT_CLAIM, .code = S_OK},
        },
};
