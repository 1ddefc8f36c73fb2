/* breaks: DEAD_OBJECT: Show brings a closed window back */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_SHOW, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_RAISE},
        },
};
