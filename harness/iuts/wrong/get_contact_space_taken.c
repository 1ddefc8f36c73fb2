/* breaks: GET_CONTACT_ARGS: GetContact takes a name with a space */
#include "policy.h"

const struct desk_policy desk_policy = {
    .get_contact_fault = GET_CONTACT_SPACE_TAKEN,
};
