/* takes: A-11: VT_EMPTY, VT_NULL and VT_ERROR are DISP_E_TYPEMISMATCH */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NULL_VARIANT, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
            {.when = WHEN_ERROR_VARIANT, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
        },
};
