/* breaks: SIGN_OUT_CLOSES: sign-out closes the windows, but the objects go on */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_out_keeps = KEEP_OBJECTS,
};
