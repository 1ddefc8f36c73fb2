/* takes: ABI: a client with no capability at all */
#include "policy.h"

const struct desk_policy desk_policy = {
    .mandatory_only = true,
};
