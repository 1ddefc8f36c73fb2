/* breaks: MY_NAME: MySigninName is the name of the first contact */
#include "policy.h"

const struct desk_policy desk_policy = {
    .my_name_fault = NAME_OTHER,
};
