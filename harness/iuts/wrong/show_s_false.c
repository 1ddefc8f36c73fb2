/* breaks: SHOW: Show on a window that is on the screen already is S_FALSE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_SHOW, .life = LIFE_OPEN, .code = S_FALSE},
        },
};
