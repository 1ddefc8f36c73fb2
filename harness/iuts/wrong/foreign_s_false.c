/* breaks: ARG_FOREIGN_OBJECT: an object that is no contact is S_FALSE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_FOREIGN, .act = ACT_CLAIM, .code = S_FALSE},
        },
};
