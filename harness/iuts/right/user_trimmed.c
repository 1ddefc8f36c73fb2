/* takes: A-38: blanks at the end do not make another contact */
#include "policy.h"

const struct desk_policy desk_policy = {
    .user = { .trim = true },
};
