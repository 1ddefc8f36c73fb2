/* takes: A-18: the own name is compared letter by letter */
#include "policy.h"

const struct desk_policy desk_policy = {
    .self = { .exact_case = true },
};
