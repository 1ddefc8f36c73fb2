/* takes: R-49: MySigninName while signed out is E_FAIL */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .no_name_code = E_FAIL,
};
