/* breaks: MY_NAME: MySigninName still works after sign-out */
#include "policy.h"

const struct desk_policy desk_policy = {
    .my_name_fault = NAME_KEPT_SIGNED_OUT,
};
