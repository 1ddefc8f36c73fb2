/* takes: A-33: the local user is among the participants */
#include "policy.h"

const struct desk_policy desk_policy = {
    .local_user_listed = true,
};
