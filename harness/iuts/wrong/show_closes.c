/* breaks: SHOW: Show closes the window */
#include "policy.h"

const struct desk_policy desk_policy = {
    .show_closes = true,
};
