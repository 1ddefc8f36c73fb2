/* breaks: HWND: HWND of an open window is 0 */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_HWND, .life = LIFE_OPEN, .code = S_OK, .value = VALUE_GIVEN, .given = 0},
        },
};
