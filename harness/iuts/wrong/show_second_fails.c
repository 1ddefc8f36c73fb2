/* breaks: SHOW: the second Show is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_SHOW, .life = LIFE_OPEN, .code = E_FAIL, .first = 2},
        },
};
