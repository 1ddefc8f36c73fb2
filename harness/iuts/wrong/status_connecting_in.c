/* breaks: EVENT_STATUS: sign-in ends with the synchronizing status */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_in_statuses = { STATUS_CONNECTING, STATUS_SYNCHRONIZING },
};
