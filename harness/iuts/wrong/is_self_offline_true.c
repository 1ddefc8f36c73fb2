/* breaks: IS_SELF_OFFLINE: IsSelf is true for the own contact while offline */
#include "policy.h"

const struct desk_policy desk_policy = {
    .is_self_fault = IS_SELF_OFFLINE_TRUE,
};
