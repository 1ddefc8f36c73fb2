/* breaks: MY_NAME: MySigninName is E_FAIL while signed in */
#include "policy.h"

const struct desk_policy desk_policy = {
    .my_name_fault = NAME_FAILS,
};
