/* breaks: SIGN_IN_NOW: once signed in, a sign-out goes unnoticed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SIGNED_OUT_AGAIN, .act = ACT_PASS},
        },
};
