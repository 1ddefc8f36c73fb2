/* takes: A-18: the own name is compared without sip: or mailto: */
#include "policy.h"

const struct desk_policy desk_policy = {
    .self = { .drop_scheme = true },
};
