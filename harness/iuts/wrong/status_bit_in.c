/* breaks: EVENT_STATUS: the status after sign-in is busy without the bit of online */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_in_statuses = { STATUS_CONNECTING, STATUS_BUSY & ~STATUS_ONLINE },
};
