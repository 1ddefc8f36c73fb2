/* breaks: PARTICIPANT: the participant is somebody else */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_OTHER_PARTICIPANT},
        },
};
