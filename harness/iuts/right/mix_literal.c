/* takes: takes every word literally */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_EMPTY_STRING, .act = ACT_PASS},
        },
    .numbers_as_text = true,
    .self = {.exact_case = true},
    .user = {.exact_case = true},
    .released = RELEASED_SECOND_WINDOW,
    .group = GROUP_OWN_WINDOW,
};
