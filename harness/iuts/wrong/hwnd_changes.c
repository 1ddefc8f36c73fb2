/* breaks: HWND: HWND of an open window is another one at each question */
#include "policy.h"

const struct desk_policy desk_policy = {
    .hwnd_changes = true,
};
