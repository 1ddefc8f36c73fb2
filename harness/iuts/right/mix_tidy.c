/* takes: closes what nobody holds, without a word */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT, .act = ACT_REFUSE, .code = RPC_X_NULL_REF_POINTER_BARE},
            {.when = WHEN_NEW, .act = ACT_CODE, .code = S_FALSE},
        },
    .members =
        {
            {.members = MEMBER_CLOSE, .life = LIFE_DEAD, .code = E_FAIL},
        },
    .released = RELEASED_CLOSES,
    .silent_causes = CAUSE_SIGN_OUT | CAUSE_OFFLINE,
};
