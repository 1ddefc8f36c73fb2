/* takes: A-43: the participants of a dead window are S_FALSE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_CONTACTS, .life = LIFE_DEAD, .code = S_FALSE},
        },
};
