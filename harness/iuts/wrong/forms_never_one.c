/* breaks: REUSE_FORMS: another form of the argument opens another window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_FORM_CHANGED, .act = ACT_ANOTHER_WINDOW},
        },
};
