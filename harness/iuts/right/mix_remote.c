/* takes: sits behind a slow wire */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OFFLINE, .act = ACT_REFUSE, .code = MSGR_E_DISCONNECTED},
        },
    .members =
        {
            {.members = MEMBER_ALL, .life = LIFE_DEAD, .code = RPC_S_UNKNOWN_IF},
        },
    .order = {CHECK_OUT, CHECK_STATE, CHECK_ARGUMENT, CHECK_SELF},
    .sign_out_delay_ms = 200,
    .event_delay_ms = 100,
};
