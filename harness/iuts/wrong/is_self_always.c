/* breaks: IS_SELF: IsSelf is true for everybody */
#include "policy.h"

const struct desk_policy desk_policy = {
    .is_self_fault = IS_SELF_ALWAYS,
};
