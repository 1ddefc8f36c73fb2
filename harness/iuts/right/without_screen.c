/* takes: ABI: a client whose screen cannot be read */
#include "policy.h"

const struct desk_policy desk_policy = {
    .without_screen = true,
};
