/* takes: thinks in C strings of a code page */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_EMPTY_STRING, .act = ACT_REFUSE, .code = E_FAIL},
            {.when = WHEN_NULL_OBJECT, .act = ACT_REFUSE, .code = E_POINTER},
            {.when = WHEN_NULL_VARIANT, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
            {.when = WHEN_ERROR_VARIANT, .act = ACT_REFUSE, .code = DISP_E_PARAMNOTFOUND},
        },
    .nul = NUL_ENDS_TEXT,
    .length_unit = LENGTH_DOUBLE_BYTES,
    .self = {.exact_case = true},
    .user = {.exact_case = true},
};
