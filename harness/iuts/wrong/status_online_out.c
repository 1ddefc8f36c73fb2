/* breaks: EVENT_STATUS: the status is online after sign-out */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_out_statuses = { STATUS_DISCONNECTING, STATUS_ONLINE },
};
