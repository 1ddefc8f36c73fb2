/* breaks: IS_SELF: IsSelf is false for the own name */
#include "policy.h"

const struct desk_policy desk_policy = {
    .is_self_fault = IS_SELF_NEVER,
};
