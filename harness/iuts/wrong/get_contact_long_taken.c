/* breaks: GET_CONTACT_ARGS: GetContact takes a name that is too long */
#include "policy.h"

const struct desk_policy desk_policy = {
    .get_contact_fault = GET_CONTACT_LONG_TAKEN,
};
