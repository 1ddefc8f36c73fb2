/* breaks: MY_NAME: MySigninName ends before the at sign */
#include "policy.h"

const struct desk_policy desk_policy = {
    .my_name_fault = NAME_CUT,
};
