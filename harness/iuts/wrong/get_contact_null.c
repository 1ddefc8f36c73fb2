/* breaks: GET_CONTACT: GetContact is S_OK with NULL */
#include "policy.h"

const struct desk_policy desk_policy = {
    .get_contact_fault = GET_CONTACT_NULL,
};
