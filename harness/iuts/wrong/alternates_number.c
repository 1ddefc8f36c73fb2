/* breaks: CONSISTENT: a number is E_INVALIDARG and DISP_E_TYPEMISMATCH in turn */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NUMBER, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH, .every_other = true},
        },
};
