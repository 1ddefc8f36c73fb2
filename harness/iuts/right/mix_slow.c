/* takes: does everything a little later */
#include "policy.h"

const struct desk_policy desk_policy = {
    .order = { CHECK_STATE, CHECK_ARGUMENT, CHECK_OUT, CHECK_SELF },
    .participants_delay_ms = 80,
    .sign_out_delay_ms = 200,
    .event_delay_ms = 80,
    .members_delay_ms = 80,
};
