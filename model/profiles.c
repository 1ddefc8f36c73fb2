/*
 * The documentations that an implementation may follow, as data over one set of tables.
 */
#include "machine.h"

#define BOUNDS                                                                                                   \
    {                                                                                                            \
        [IM_BOUND_NAME] = 129, [IM_BOUND_CONTACT_NAME] = 129, [IM_BOUND_SIZE] = 1, [IM_BOUND_PLAIN_LEAST] = 100, \
        [IM_BOUND_PLAIN_MOST] = 1000,                                                                            \
    }

static const struct im_rulebook windows_messenger = { .rows = &im_rows, .conditions = &im_conditions, .bound = BOUNDS };

const struct im_profile im_profiles[] = {
    { "windows-messenger", "Windows Messenger", &windows_messenger },
};
const size_t im_profile_count = sizeof im_profiles / sizeof im_profiles[0];
