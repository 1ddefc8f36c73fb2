/* takes: A-42: windows stay on the screen while offline and close on return */
#include "policy.h"

const struct desk_policy desk_policy = {
    .offline = OFFLINE_CLOSES_ON_RETURN,
};
