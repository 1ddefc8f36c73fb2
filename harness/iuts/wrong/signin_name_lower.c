/* breaks: SIGNIN_NAME: SigninName is in small letters */
#include "policy.h"

const struct desk_policy desk_policy = {
    .signin_name_fault = NAME_LOWER,
};
