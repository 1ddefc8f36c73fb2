/* breaks: SIGN_OUT_CLOSES: windows close only a quarter of an hour after the sign-out */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_out_delay_ms = 900000,
};
