/* breaks: EVENT_CREATED: OnIMWindowCreated is not raised for a contact object */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .form = DESK_FORM_OBJECT, .act = ACT_NO_EVENT},
        },
};
