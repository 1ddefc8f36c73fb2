/* takes: A-35: after the last release a call opens a second window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .released = RELEASED_SECOND_WINDOW,
};
