/* takes: A-18: the own name is compared without blanks at its end */
#include "policy.h"

const struct desk_policy desk_policy = {
    .self = { .trim = true },
};
