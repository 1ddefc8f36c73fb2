/*
 * The documentations that an implementation may follow, as data over one set of tables: part 4 of the fact dossier.
 */
#include "machine.h"

#define COMMON                                                                                    \
    .rows = &im_rows, .conditions = &im_conditions,                                               \
    .bound = {                                                                                    \
        [IM_BOUND_NAME] = 129,        [IM_BOUND_CONTACT_NAME] = 129, [IM_BOUND_SIZE] = 1,         \
        [IM_BOUND_PLAIN_LEAST] = 100, [IM_BOUND_PLAIN_MOST] = 1000,  [IM_BOUND_MEMBER_ID] = 1290, \
    }

static const struct im_rulebook windows_messenger = { COMMON };

/* --- Communicator 2007: one service, and a page whose return table is that of another method (A-50, A-51) --- */

#define ANY IM_RULE_NONE
static const struct amendment of_communicator[] = {
    { ANY, IM_E_INVALIDARG, IM_E_FAIL, IM_ACCEPTED },
    { IM_RULE_OUT_NULL, IM_NULL_REF, IM_E_POINTER, IM_ACCEPTED },
    { IM_RULE_OUT_NULL, IM_NULL_REF, IM_E_INVALIDARG, IM_ACCEPTED },
    { IM_RULE_OUT_NULL, IM_NULL_REF, IM_E_FAIL, IM_NOTED },
    { IM_RULE_SELF_STRING, IM_E_FAIL, IM_ANY_ERROR, IM_ACCEPTED },
    { IM_RULE_SELF_OBJECT, IM_E_FAIL, IM_ANY_ERROR, IM_ACCEPTED },
    { ANY, IM_NOT_LOGGED_ON, IM_E_FAIL, IM_ACCEPTED },
    { ANY, IM_NOT_LOGGED_ON, IM_PRIMARY_NOT_LOGGED_ON, IM_NOTED },
    { ANY, IM_NOT_LOGGED_ON, IM_DISCONNECTED, IM_NOTED },
};

static const struct code_reading codes_of_communicator[] = {
    { IM_RULE_NOT_SIGNED_IN, IM_NOT_LOGGED_ON, { IM_R_OC_OUT_NOT_LOGGED_ON, IM_R_OUT_CODE_NAMED } },
    { IM_RULE_NOT_SIGNED_IN, IM_PRIMARY_NOT_LOGGED_ON, { IM_R_OUT_CODE_OTHER } },
    { IM_RULE_NOT_SIGNED_IN, IM_DISCONNECTED, { IM_R_OUT_CODE_OTHER } },
    { IM_RULE_NOT_SIGNED_IN, IM_E_FAIL, { IM_R_OC_OUT_FAIL } },
    { IM_RULE_OUT_NULL, IM_NULL_REF, { IM_R_OC_POINTER_NULL_REF } },
    { IM_RULE_OUT_NULL, IM_E_POINTER, { IM_R_OC_POINTER_POINTER } },
    { IM_RULE_OUT_NULL, IM_E_INVALIDARG, { IM_R_OC_POINTER_INVALIDARG } },
    { IM_RULE_OUT_NULL, IM_E_FAIL, { IM_R_OC_POINTER_FAIL } },
    { IM_RULE_SELF_STRING, IM_E_FAIL, { IM_R_OC_SELF_FAIL } },
    { IM_RULE_SELF_STRING, IM_ANY_ERROR, { IM_R_OC_SELF_OTHER } },
    { IM_RULE_SELF_OBJECT, IM_E_FAIL, { IM_R_OC_SELF_FAIL } },
    { IM_RULE_SELF_OBJECT, IM_ANY_ERROR, { IM_R_OC_SELF_OTHER } },
    { ANY, IM_E_INVALIDARG, { IM_R_OC_ARGUMENT_INVALIDARG } },
    { ANY, IM_E_FAIL, { IM_R_OC_ARGUMENT_FAIL } },
};

static const struct im_rulebook communicator_2007 = {
    COMMON,
    .more = &im_conditions_of_communicator,
    .amendments = of_communicator,
    .amendment_count = sizeof of_communicator / sizeof of_communicator[0],
    .codes = codes_of_communicator,
    .code_count = sizeof codes_of_communicator / sizeof codes_of_communicator[0],
    .standing = {
        [IM_RULE_REUSE] = IM_NOTE_LEVEL,
        [IM_RULE_REUSE_NO_NEW_WINDOW] = IM_NOTE_LEVEL,
        [IM_RULE_REUSE_FORMS] = IM_NOTE_LEVEL,
        [IM_RULE_REUSE_REFERENCES] = IM_NOTE_LEVEL,
        [IM_RULE_NOT_MODAL] = IM_NOTE_LEVEL,
        [IM_RULE_SIGN_OUT_CLOSES] = IM_NOTE_LEVEL,
        [IM_RULE_OFFLINE_KILLS] = IM_NOTE_LEVEL,
        [IM_RULE_SECONDARY_ALONE] = IM_NOT_IN_FORCE,
        [IM_RULE_SECONDARY_OBJECT] = IM_NOT_IN_FORCE,
        [IM_RULE_SECONDARY_STRING] = IM_NOT_IN_FORCE,
    },
};

const struct im_profile im_profiles[] = {
    { "windows-messenger", "Windows Messenger", &windows_messenger },
    { "communicator-2007", "Office Communicator 2007", &communicator_2007 },
};
const size_t im_profile_count = sizeof im_profiles / sizeof im_profiles[0];

static bool same(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) a++, b++;
    return *a == *b;
}

const struct im_profile *im_profile_find(const char *id)
{
    for (size_t i = 0; i < im_profile_count; i++) {
        if (same(im_profiles[i].id, id)) return &im_profiles[i];
    }
    return NULL;
}

enum im_standing im_rule_standing(const struct im_profile *profile, enum im_rule rule)
{
    return (enum im_standing)(profile != NULL ? profile : &im_profiles[0])->book->standing[rule];
}

const char *im_standing_name(enum im_standing standing)
{
    static const char *const names[] = { "in force", "noted only", "not in force", "deleted" };
    return names[standing];
}
