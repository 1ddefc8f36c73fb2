/* breaks: EVENT_NONE: the own contact object is refused and raises OnIMWindowCreated */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_OBJECT, .act = ACT_REFUSE_EVENT},
        },
};
