/* takes: A-43: IsClosed of a dead window is true */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_IS_CLOSED, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_GIVEN, .given = -1},
        },
};
