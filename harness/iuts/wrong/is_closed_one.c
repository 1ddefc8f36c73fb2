/* breaks: IS_CLOSED: IsClosed of an open window is 1 */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .members =
        {
            {.members = MEMBER_IS_CLOSED, .life = LIFE_OPEN, .code = S_OK, .value = VALUE_GIVEN, .given = 1},
        },
};
