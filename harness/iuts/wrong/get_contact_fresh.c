/* breaks: GET_CONTACT_SAME: GetContact makes another object each time */
#include "policy.h"

const struct desk_policy desk_policy = {
    .get_contact_fault = GET_CONTACT_FRESH,
};
