/* takes: A-42: windows close while offline without OnIMWindowDestroyed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .silent_causes = CAUSE_OFFLINE,
};
