/* breaks: SHOW: Show on an open window is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_SHOW, .life = LIFE_OPEN, .code = E_FAIL},
        },
};
