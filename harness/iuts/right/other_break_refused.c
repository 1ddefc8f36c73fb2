/* takes: A-09: vertical tab, form feed and the line separators are E_INVALIDARG */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_OTHER_BREAK, .act = ACT_REFUSE, .code = E_INVALIDARG},
        },
};
