/* takes: A-34: each call gives another object for the same window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .identity = IDENTITY_PER_CALL,
};
