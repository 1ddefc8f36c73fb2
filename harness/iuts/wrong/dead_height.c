/* breaks: DEAD_OBJECT: Height of a closed window is S_OK */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_HEIGHT, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_REAL},
        },
};
