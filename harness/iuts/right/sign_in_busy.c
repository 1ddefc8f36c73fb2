/* takes: R-58: the user is busy and then away after sign-in, both of which are online states */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_in_statuses = { STATUS_SYNCHRONIZING, STATUS_ONLINE, STATUS_BUSY, STATUS_AWAY },
};
