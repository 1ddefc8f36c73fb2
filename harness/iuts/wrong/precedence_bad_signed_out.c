/* breaks: PRECEDENCE: a bad argument before sign-in is E_UNEXPECTED */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_BAD_AND_SIGNED_OUT, .act = ACT_REFUSE, .code = E_UNEXPECTED},
        },
};
