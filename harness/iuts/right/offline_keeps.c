/* takes: A-42: windows stay on the screen while offline and are used again afterwards */
#include "policy.h"

const struct desk_policy desk_policy = {
    .offline = OFFLINE_KEEPS,
};
