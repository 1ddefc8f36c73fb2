/* breaks: GROUP_WINDOW: a member of a group conversation gets an object whose window is closed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_GROUP_MEMBER, .act = ACT_OUT_DEAD},
        },
};
