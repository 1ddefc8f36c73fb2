/* takes: A-11: an argument that was left out is DISP_E_PARAMNOTOPTIONAL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_ERROR_VARIANT, .act = ACT_REFUSE, .code = DISP_E_PARAMNOTOPTIONAL},
        },
};
