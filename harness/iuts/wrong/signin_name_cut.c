/* breaks: SIGNIN_NAME: SigninName ends before the at sign */
#include "policy.h"

const struct desk_policy desk_policy = {
    .signin_name_fault = NAME_CUT,
};
