/* takes: A-16: an object that is no contact is DISP_E_MEMBERNOTFOUND */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_FOREIGN, .act = ACT_REFUSE, .code = DISP_E_MEMBERNOTFOUND},
        },
};
