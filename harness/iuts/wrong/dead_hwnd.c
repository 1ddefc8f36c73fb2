/* breaks: DEAD_OBJECT: HWND of a closed window is the old handle */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_HWND, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_REAL},
        },
};
