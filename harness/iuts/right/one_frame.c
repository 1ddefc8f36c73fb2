/* takes: A-40: all windows have the handle of one frame */
#include "policy.h"

const struct desk_policy desk_policy = {
    .one_frame = true,
};
