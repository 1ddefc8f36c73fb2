/* takes: A-44: events come a little later */
#include "policy.h"

const struct desk_policy desk_policy = {
    .event_delay_ms = 150,
};
