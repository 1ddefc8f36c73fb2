/* breaks: EVENT_DESTROYED: OnIMWindowDestroyed is raised twice */
#include "policy.h"

const struct desk_policy desk_policy = {
    .destroyed_fault = DESTROYED_TWICE,
};
