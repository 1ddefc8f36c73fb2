/* breaks: NOT_MODAL: the call waits for an open dialog */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_DIALOG_OPEN, .act = ACT_HANG},
        },
};
