/* takes: A-41: windows close a quarter of a second after the sign-out */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_out_delay_ms = 250,
};
