/* takes: A-13: a reference to a reference is E_INVALIDARG */
#include "policy.h"

const struct desk_policy desk_policy = {
    .nested_references_refused = true,
};
