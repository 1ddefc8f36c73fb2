/* takes: A-35: after the last release a call gives the same object, which was kept inside */
#include "policy.h"

const struct desk_policy desk_policy = {
    .released = RELEASED_OBJECT_KEPT,
};
