/* takes: sees the same person in many names */
#include "policy.h"

const struct desk_policy desk_policy = {
    .length_unit = LENGTH_CODE_POINTS,
    .self = { .trim = true, .drop_scheme = true, .any_service = true },
    .user = { .trim = true, .drop_scheme = true, .any_service = true },
    .order = { CHECK_OUT, CHECK_SELF, CHECK_STATE, CHECK_ARGUMENT },
};
