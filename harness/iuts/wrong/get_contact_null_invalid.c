/* breaks: GET_CONTACT_ARGS: GetContact with a NULL string is E_INVALIDARG */
#include "policy.h"

const struct desk_policy desk_policy = {
    .get_contact_fault = GET_CONTACT_NULL_INVALID,
};
