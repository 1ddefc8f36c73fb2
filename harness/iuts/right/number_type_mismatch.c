/* takes: A-12: numbers and booleans are DISP_E_TYPEMISMATCH */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NUMBER, .act = ACT_REFUSE, .code = DISP_E_TYPEMISMATCH},
        },
};
