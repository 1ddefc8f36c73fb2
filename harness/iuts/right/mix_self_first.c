/* takes: looks for itself before anything else but ppMWindow */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_IS_CLOSED, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_GIVEN, .given = -1},
        },
    .self = {.trim = true},
    .order = {CHECK_OUT, CHECK_SELF, CHECK_STATE, CHECK_ARGUMENT},
    .released = RELEASED_OBJECT_KEPT,
    .user = {.trim = true},
    .silent_causes = CAUSE_OFFLINE,
};
