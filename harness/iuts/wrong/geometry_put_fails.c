/* breaks: GEOMETRY: Left, Top, Width and Height of an open window cannot be set */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_PUT, .life = LIFE_OPEN, .code = E_FAIL},
        },
};
