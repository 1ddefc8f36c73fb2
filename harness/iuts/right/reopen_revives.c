/* takes: A-39: the old object works again when its contact is called again */
#include "policy.h"

const struct desk_policy desk_policy = {
    .reopen_revives = true,
};
