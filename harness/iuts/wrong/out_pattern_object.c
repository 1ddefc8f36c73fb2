/* breaks: OUT_WINDOW: S_OK leaves *ppMWindow as it was, for a contact object only */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .form = DESK_FORM_OBJECT, .act = ACT_OUT_PATTERN},
        },
};
