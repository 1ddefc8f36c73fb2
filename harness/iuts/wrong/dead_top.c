/* breaks: DEAD_OBJECT: Top of a closed window is S_OK */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_TOP, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_REAL},
        },
};
