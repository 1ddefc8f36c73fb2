/* takes: A-05: a new window is a success code of the messenger */
#include "codes.h"
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .act = ACT_CODE, .code = MSGR_S_ALREADY_IN_THE_MODE},
        },
};
