/* breaks: EVENT_CREATED: OnIMWindowCreated is never raised */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_NO_EVENT},
        },
};
