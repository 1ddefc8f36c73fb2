/* breaks: IS_SELF: IsSelf is true for the own name on a secondary service too */
#include "policy.h"

const struct desk_policy desk_policy = {
    .is_self_fault = IS_SELF_ANY_SERVICE,
};
