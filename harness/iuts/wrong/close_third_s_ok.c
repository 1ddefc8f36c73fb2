/* breaks: CLOSE_AGAIN: the third Close is S_OK again */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_CLOSE, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_GIVEN, .first = 2},
        },
};
