/* takes: A-33: participants are listed in small letters */
#include "policy.h"

const struct desk_policy desk_policy = {
    .lower_case_participants = true,
};
