/* breaks: DEAD_OBJECT: the participants of a closed window are listed with S_OK */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_CONTACTS, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_REAL},
        },
};
