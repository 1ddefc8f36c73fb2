/* breaks: EVENT_DESTROYED: OnIMWindowDestroyed is never raised */
#include "policy.h"

const struct desk_policy desk_policy = {
    .silent_causes = CAUSE_CLOSE | CAUSE_USER | CAUSE_SIGN_OUT | CAUSE_OFFLINE | CAUSE_RELEASE,
};
