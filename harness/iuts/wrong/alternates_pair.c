/* breaks: CONSISTENT: 129 code points in 130 units are refused and accepted in turn */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_LONG_IN_UNITS, .act = ACT_REFUSE, .code = E_INVALIDARG, .every_other = true},
        },
    .length_unit = LENGTH_CODE_POINTS,
};
