/* takes: A-41: sign-out raises no OnIMWindowDestroyed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .silent_causes = CAUSE_SIGN_OUT,
};
