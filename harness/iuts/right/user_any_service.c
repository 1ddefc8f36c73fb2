/* takes: A-38: the service does not make another contact */
#include "policy.h"

const struct desk_policy desk_policy = {
    .user = { .any_service = true },
};
