/* breaks: GET_CONTACT_ARGS: GetContact takes a name with a line break */
#include "policy.h"

const struct desk_policy desk_policy = {
    .get_contact_fault = GET_CONTACT_BREAK_TAKEN,
};
