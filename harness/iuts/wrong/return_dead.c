/* breaks: RETURN_OPENS: after coming back a call gives an object whose window is closed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_RETURNED, .act = ACT_OUT_DEAD},
        },
};
