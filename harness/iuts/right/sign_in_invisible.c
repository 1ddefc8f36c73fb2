/* takes: the user is invisible, which is an online state */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_in_statuses = { STATUS_CONNECTING, STATUS_INVISIBLE },
};
