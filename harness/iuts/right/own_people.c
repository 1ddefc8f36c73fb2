/* takes: ABI: a client that cannot choose its people */
#include "policy.h"

const struct desk_policy desk_policy = {
    .own_people = true,
};
