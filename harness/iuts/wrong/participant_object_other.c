/* breaks: PARTICIPANT: the participant is somebody else when a contact object is passed */
#include "policy.h"

const struct desk_policy desk_policy = {
    .answers =
        {
            {.when = WHEN_NEW, .form = DESK_FORM_OBJECT, .act = ACT_OTHER_PARTICIPANT},
        },
};
