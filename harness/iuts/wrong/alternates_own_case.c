/* breaks: CONSISTENT: the own name in other letters is E_FAIL and a window in turn */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OWN_OTHER_CASE, .act = ACT_REFUSE, .code = E_FAIL, .every_other = true},
        },
    .self = {.exact_case = true},
};
