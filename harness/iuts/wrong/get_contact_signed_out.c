/* breaks: GET_CONTACT_ARGS: GetContact works before sign-in */
#include "policy.h"

const struct desk_policy desk_policy = {
    .get_contact_fault = GET_CONTACT_SIGNED_OUT_TAKEN,
};
