/* takes: ABI: a client of which only the method can be called */
#include "policy.h"

const struct desk_policy desk_policy = {
    .without_members = true,
};
