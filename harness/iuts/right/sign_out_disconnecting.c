/* takes: R-56: sign-out leaves the disconnecting status */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_out_statuses = { STATUS_DISCONNECTING },
};
