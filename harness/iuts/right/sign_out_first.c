/* takes: A-41: OnSignout comes before the windows close */
#include "policy.h"

const struct desk_policy desk_policy = {
    .signout_first = true,
};
