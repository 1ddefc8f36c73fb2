/* breaks: OPENS: the method is not implemented */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_VALID, .act = ACT_REFUSE, .code = E_NOTIMPL},
        },
};
