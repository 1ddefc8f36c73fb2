/* takes: A-44: OnIMWindowContactAdded is raised for the first recipient as well */
#include "policy.h"

const struct desk_policy desk_policy = {
    .first_contact_added = true,
};
