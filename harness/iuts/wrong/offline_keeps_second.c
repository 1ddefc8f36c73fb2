/* breaks: OFFLINE_KILLS: the second window object goes on while the client is offline */
#include "policy.h"

const struct desk_policy desk_policy = {
    .offline_keeps = KEEP_SECOND,
};
