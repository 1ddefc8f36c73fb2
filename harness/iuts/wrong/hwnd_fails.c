/* breaks: HWND: HWND of an open window is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_HWND, .life = LIFE_OPEN, .code = E_FAIL},
        },
};
