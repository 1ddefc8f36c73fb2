/* breaks: ARG_TYPE: a boolean is S_FALSE, and nothing opens, also while nobody is signed in */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NUMBER, .form = DESK_FORM_BOOL, .act = ACT_CLAIM, .code = S_FALSE},
        },
};
