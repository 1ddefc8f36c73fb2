/* breaks: OFFLINE_KILLS: window objects go on while the client is offline */
#include "policy.h"

const struct desk_policy desk_policy = {
    .offline_keeps = KEEP_ALL,
};
