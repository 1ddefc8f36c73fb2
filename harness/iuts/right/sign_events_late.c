/* takes: R-57: OnSignin, OnSignout and the status are told a little later */
#include "policy.h"

const struct desk_policy desk_policy = {
    .event_delay_ms = 150,
    .late_says = SAY_SESSION,
};
