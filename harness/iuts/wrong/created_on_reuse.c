/* breaks: EVENT_NONE: OnIMWindowCreated is raised when an open window is returned */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REUSE, .act = ACT_EXTRA_EVENT},
        },
};
