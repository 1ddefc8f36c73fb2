/* breaks: IS_SELF_OFFLINE: IsSelf is MSGR_E_NOT_LOGGED_ON while offline */
#include "policy.h"

const struct desk_policy desk_policy = {
    .is_self_fault = IS_SELF_OFFLINE_FAILS,
};
