/* takes: keeps all conversations in one frame */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .act = ACT_CODE, .code = S_FALSE},
        },
    .members =
        {
            {.members = MEMBER_IS_CLOSED, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_GIVEN, .given = -1},
        },
    .one_frame = true,
    .identity = IDENTITY_PER_CALL,
    .group = GROUP_FIRST_ONLY,
    .first_contact_added = true,
    .lower_case_participants = true,
};
