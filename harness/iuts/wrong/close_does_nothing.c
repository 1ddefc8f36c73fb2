/* breaks: CLOSE: Close is S_OK, and the window stays open */
#include "policy.h"

const struct desk_policy desk_policy = {
    .close_keeps_open = true,
};
