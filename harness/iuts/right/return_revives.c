/* takes: A-42: objects work again after coming back */
#include "policy.h"

const struct desk_policy desk_policy = {
    .offline = OFFLINE_KEEPS,
    .return_revives = true,
};
