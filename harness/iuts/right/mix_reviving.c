/* takes: never lets an object go for good */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_CODE, .code = S_FALSE},
        },
    .members =
        {
            {.members = MEMBER_IS_CLOSED, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_GIVEN, .given = -1},
            {.members = MEMBER_HWND, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_GIVEN, .given = 0},
        },
    .reopen_revives = true,
    .offline = OFFLINE_KEEPS,
    .return_revives = true,
    .released = RELEASED_OBJECT_KEPT,
};
