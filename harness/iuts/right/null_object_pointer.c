/* takes: A-15: VT_DISPATCH with NULL is E_POINTER */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_OBJECT, .act = ACT_REFUSE, .code = E_POINTER},
        },
};
