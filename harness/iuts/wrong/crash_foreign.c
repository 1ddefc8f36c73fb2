/* breaks: ARG_FOREIGN_OBJECT: an object that is no contact is taken for one, which ends the process */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_FOREIGN, .act = ACT_CRASH},
        },
};
