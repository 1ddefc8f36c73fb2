/* breaks: NOT_SIGNED_IN: a call before sign-in is E_FAIL, as with InviteApp */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SIGNED_OUT, .act = ACT_REFUSE, .code = E_FAIL},
        },
};
