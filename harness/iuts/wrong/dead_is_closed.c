/* breaks: DEAD_OBJECT: IsClosed of a closed window is false */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_IS_CLOSED, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_GIVEN, .given = 0},
        },
};
