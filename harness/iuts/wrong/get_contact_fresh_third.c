/* breaks: GET_CONTACT_SAME: GetContact makes another object the third time */
#include "policy.h"

const struct desk_policy desk_policy = {
    .get_contact_fault = GET_CONTACT_FRESH_THIRD,
};
