/* takes: A-33: the list of participants fills a little later */
#include "policy.h"

const struct desk_policy desk_policy = {
    .participants_delay_ms = 120,
};
