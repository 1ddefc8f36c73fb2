/* breaks: SIGN_OUT_CLOSES: sign-out leaves the second window open */
#include "policy.h"

const struct desk_policy desk_policy = {
    .sign_out_keeps = KEEP_SECOND,
};
