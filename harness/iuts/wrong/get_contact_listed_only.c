/* breaks: GET_CONTACT: GetContact is E_FAIL for somebody outside the contact list */
#include "policy.h"

const struct desk_policy desk_policy = {
    .get_contact_fault = GET_CONTACT_LISTED_ONLY,
};
