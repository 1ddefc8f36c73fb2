/* takes: R-57: OnSignin comes after the online status */
#include "policy.h"

const struct desk_policy desk_policy = {
    .signin_place = SIGNIN_LAST,
};
