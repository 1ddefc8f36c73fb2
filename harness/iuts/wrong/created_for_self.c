/* breaks: EVENT_NONE: OnIMWindowCreated is raised for the own name */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SELF_STRING, .act = ACT_REFUSE_EVENT},
        },
};
