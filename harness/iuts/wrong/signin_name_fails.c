/* breaks: SIGNIN_NAME: SigninName is E_FAIL */
#include "policy.h"

const struct desk_policy desk_policy = {
    .signin_name_fault = NAME_FAILS,
};
