/* takes: R-58: sign-in tells nothing but that the status is online */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_in_statuses = { STATUS_ONLINE },
};
