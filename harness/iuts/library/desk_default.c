/* takes: the preferred reading everywhere: the right desk */
#include "policy.h"

const struct desk_policy desk_policy = { 0 };
