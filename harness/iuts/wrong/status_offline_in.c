/* breaks: EVENT_STATUS: the status is offline after sign-in */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_in_statuses = { STATUS_CONNECTING, STATUS_OFFLINE },
};
