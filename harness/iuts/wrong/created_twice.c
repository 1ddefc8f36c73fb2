/* breaks: EVENT_CREATED: OnIMWindowCreated is raised twice */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_EXTRA_EVENT},
        },
};
