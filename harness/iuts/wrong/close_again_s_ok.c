/* breaks: CLOSE_AGAIN: Close on a closed window is S_OK */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_CLOSE, .life = LIFE_DEAD, .code = S_OK, .value = VALUE_GIVEN},
        },
};
