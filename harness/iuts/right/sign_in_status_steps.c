/* takes: OnSignin comes first, and all steps are told */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_in_statuses = { STATUS_FINDING, STATUS_CONNECTING, STATUS_SYNCHRONIZING, STATUS_ONLINE },
    .signin_place = SIGNIN_FIRST,
};
