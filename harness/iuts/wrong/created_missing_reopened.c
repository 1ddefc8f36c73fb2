/* breaks: EVENT_CREATED: OnIMWindowCreated is not raised for a window that is opened again */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_REOPENED, .act = ACT_NO_EVENT},
        },
};
