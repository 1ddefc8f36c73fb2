/* breaks: OUT_WINDOW: a member of a group conversation gets S_OK with NULL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_GROUP_MEMBER, .act = ACT_CODE_NULL, .code = S_OK},
        },
};
