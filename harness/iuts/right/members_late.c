/* takes: A-54: members work a little after the call */
#include "policy.h"

const struct desk_policy desk_policy = {
    .members_delay_ms = 120,
};
