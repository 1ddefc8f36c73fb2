/* breaks: EVENT_STATUS: sign-in reports online first and connecting after it */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_in_statuses = { STATUS_ONLINE, STATUS_CONNECTING },
};
