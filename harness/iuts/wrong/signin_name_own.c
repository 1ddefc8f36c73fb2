/* breaks: SIGNIN_NAME: SigninName is the own name for everybody */
#include "policy.h"

const struct desk_policy desk_policy = {
    .signin_name_fault = NAME_OTHER,
};
