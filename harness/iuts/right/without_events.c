/* takes: ABI: a client without events */
#include "policy.h"

const struct desk_policy desk_policy = {
    .without_events = true,
};
