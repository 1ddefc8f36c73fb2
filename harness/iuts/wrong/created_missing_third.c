/* breaks: EVENT_CREATED: from the third window on OnIMWindowCreated is not raised */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_NO_EVENT, .first = 3},
        },
};
