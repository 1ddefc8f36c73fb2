/* breaks: PARTICIPANT: the participant's name ends before the at sign */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_CUT_PARTICIPANT},
        },
};
