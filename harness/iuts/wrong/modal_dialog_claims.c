/* breaks: OUT_WINDOW: while a dialog is open S_OK comes with NULL and nothing opens */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_DIALOG_OPEN, .act = ACT_CLAIM, .code = S_OK},
        },
};
