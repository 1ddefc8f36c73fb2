/* takes: A-19: the own name is E_FAIL on every service */
#include "policy.h"

const struct desk_policy desk_policy = {
    .self = { .any_service = true },
};
