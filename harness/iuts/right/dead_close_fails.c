/* takes: A-43: Close on a dead window is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_CLOSE, .life = LIFE_DEAD, .code = E_FAIL},
        },
};
