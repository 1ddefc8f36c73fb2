/* takes: returns another code wherever it may */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OUT, .act = ACT_REFUSE, .code = RPC_X_NULL_REF_POINTER_BARE},
            {.when = WHEN_EMPTY_STRING, .act = ACT_REFUSE, .code = E_FAIL},
            {.when = WHEN_NULL_VARIANT, .act = ACT_REFUSE, .code = E_FAIL},
            {.when = WHEN_ERROR_VARIANT, .act = ACT_REFUSE, .code = DISP_E_PARAMNOTOPTIONAL},
            {.when = WHEN_NUMBER, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
            {.when = WHEN_NULL_OBJECT, .act = ACT_REFUSE, .code = E_FAIL},
            {.when = WHEN_FOREIGN, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
            {.when = WHEN_OFFLINE, .act = ACT_REFUSE, .code = MSGR_E_DISCONNECTED},
        },
    .members =
        {
            {.members = MEMBER_IS_CLOSED, .life = LIFE_DEAD, .code = RPC_E_DISCONNECTED},
            {.members = MEMBER_HWND, .life = LIFE_DEAD, .code = CO_E_OBJNOTCONNECTED},
            {.members = MEMBER_GEOMETRY | MEMBER_PUT, .life = LIFE_DEAD, .code = RPC_E_SERVER_DIED},
            {.members = MEMBER_SHOW, .life = LIFE_DEAD, .code = RPC_S_SERVER_UNAVAILABLE},
            {.members = MEMBER_CLOSE | MEMBER_CONTACTS, .life = LIFE_DEAD, .code = RPC_S_UNKNOWN_IF},
        },
    .no_name_code = E_FAIL,
};
