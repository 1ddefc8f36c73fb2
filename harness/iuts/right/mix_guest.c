/* takes: brings its own people */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NUMBER, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
            {.when = WHEN_NULL_VARIANT, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
        },
    .members =
        {
            {.members = MEMBER_CONTACTS, .life = LIFE_DEAD, .code = S_FALSE},
        },
    .own_people = true,
    .identity = IDENTITY_PER_CALL,
    .local_user_listed = true,
    .events_without_objects = true,
};
