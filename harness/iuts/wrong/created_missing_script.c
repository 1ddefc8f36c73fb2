/* breaks: EVENT_CREATED: a window that is opened through Invoke raises no OnIMWindowCreated */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .via = VIA_INVOKE, .act = ACT_NO_EVENT},
        },
};
