/* breaks: OUT_WINDOW: S_OK comes with a contact object instead of a window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_OUT_CONTACT},
        },
};
