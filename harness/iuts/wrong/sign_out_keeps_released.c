/* breaks: SIGN_OUT_CLOSES: sign-out leaves windows open that nobody holds */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_out_keeps = KEEP_UNHELD,
};
