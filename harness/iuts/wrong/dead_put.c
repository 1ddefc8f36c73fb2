/* breaks: DEAD_OBJECT: a member of a closed window can be set */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_PUT, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_REAL},
        },
};
