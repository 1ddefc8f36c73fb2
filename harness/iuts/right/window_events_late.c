/* takes: A-44: what windows raise comes after what the session raises */
#include "policy.h"

const struct desk_policy desk_policy = {
    .event_delay_ms = 150,
    .late_says = SAY_CREATED | SAY_DESTROYED | SAY_MEMBERS,
};
