/* breaks: EVENT_NONE: OnIMWindowCreated is raised for a name with a line break */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LINE_BREAK, .act = ACT_REFUSE_EVENT},
        },
};
