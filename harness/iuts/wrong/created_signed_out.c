/* breaks: EVENT_NONE: OnIMWindowCreated is raised for a call before sign-in */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_SIGNED_OUT, .act = ACT_REFUSE_EVENT},
        },
};
