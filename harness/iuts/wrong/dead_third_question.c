/* breaks: DEAD_OBJECT: the third question to a closed window is answered as if it were open */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_HWND | MEMBER_IS_CLOSED, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_REAL,
             .first = 3},
        },
};
