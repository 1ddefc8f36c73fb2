/* breaks: GROUP_WINDOW: a member of a group conversation is MSGR_E_BUSY */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_GROUP_MEMBER, .act = ACT_REFUSE, .code = MSGR_E_BUSY},
        },
};
