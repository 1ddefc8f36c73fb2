/* takes: A-44: events name no objects */
#include "policy.h"

const struct desk_policy desk_policy = {
    .events_without_objects = true,
};
