/* takes: A-12: numbers and booleans are taken as text */
#include "policy.h"

const struct desk_policy desk_policy = {
    .numbers_as_text = true,
};
