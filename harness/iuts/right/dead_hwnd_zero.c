/* takes: A-43: HWND of a dead window is S_OK with 0 */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_HWND, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_GIVEN, .given = 0},
        },
};
