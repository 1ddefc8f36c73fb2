/* breaks: EVENT_DESTROYED: OnIMWindowDestroyed is not raised when the user closes the window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .silent_causes = CAUSE_USER,
};
