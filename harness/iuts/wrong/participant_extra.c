/* breaks: PARTICIPANT: somebody else takes part as well */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_EXTRA_PARTICIPANT},
        },
};
