/* breaks: MY_NAME: MySigninName still works while offline */
#include "policy.h"

const struct desk_policy desk_policy = {
    .my_name_fault = NAME_KEPT_OFFLINE,
};
