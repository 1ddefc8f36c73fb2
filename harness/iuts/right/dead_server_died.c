/* takes: A-43: every member of a dead window is RPC_E_SERVER_DIED */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_ALL, .life = LIFE_DEAD, .code = RPC_E_SERVER_DIED},
        },
};
