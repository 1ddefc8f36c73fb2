/* takes: A-36: the last release closes the window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .released = RELEASED_CLOSES,
};
