/* breaks: PARTICIPANT: nobody takes part in a new conversation */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_NO_PARTICIPANT},
        },
};
