/* takes: A-16: an object that is no contact is E_NOINTERFACE */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_FOREIGN, .act = ACT_REFUSE, .code = E_NOINTERFACE},
        },
};
