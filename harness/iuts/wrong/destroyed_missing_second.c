/* breaks: EVENT_DESTROYED: OnIMWindowDestroyed is not raised for the second window that closes */
#include "policy.h"

const struct desk_policy desk_policy = {
    .destroyed_fault = DESTROYED_NOT_SECOND,
};
