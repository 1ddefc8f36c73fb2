/* takes: A-38: names in other letters are other contacts */
#include "policy.h"

const struct desk_policy desk_policy = {
    .user = { .exact_case = true },
};
