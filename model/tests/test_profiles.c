/*
 * Profiles: what another documentation accepts, what it only notes, and what it does not have.
 */
#include "fixture.h"

static void follow(const char *profile)
{
    begin_signed_out();
    world.profile = im_profile_find(profile);
    ck_assert_ptr_nonnull(world.profile);
    control(IM_EV_SIGN_IN);
}

START_TEST(profiles_have_names)
{
    ck_assert_uint_eq(im_profile_count, 2);
    ck_assert_ptr_eq(im_profile_find("windows-messenger"), &im_profiles[0]);
    ck_assert_ptr_eq(im_profile_find("communicator-2007"), &im_profiles[1]);
    ck_assert_ptr_null(im_profile_find("communicator"));
    ck_assert_ptr_null(im_profile_find("communicator-2007x"));
    ck_assert_ptr_null(im_profile_find(""));
}
END_TEST

START_TEST(the_default_has_every_rule)
{
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        ck_assert_int_eq(im_rule_standing(&im_profiles[0], (enum im_rule)rule), IM_IN_FORCE);
        ck_assert_int_eq(im_rule_standing(NULL, (enum im_rule)rule), IM_IN_FORCE);
    }
    ck_assert_int_eq(im_rule_standing(&im_profiles[1], IM_RULE_REUSE), IM_NOTE_LEVEL);
    ck_assert_int_eq(im_rule_standing(&im_profiles[1], IM_RULE_SECONDARY_STRING), IM_NOT_IN_FORCE);
    ck_assert_str_eq(im_standing_name(IM_NOTE_LEVEL), "noted only");
}
END_TEST

/* what each refusal may be, here and there. */
START_TEST(refusals_of_communicator)
{
    struct im_event no_pointer = message(ALICE);
    no_pointer.out_null = 1;
    const struct {
        struct im_event made;
        uint32_t hresult;
        const char *messenger, *communicator;
    } rows[] = {
        { message(SPACE_FIRST), E_INVALIDARG, "preferred", "preferred" },
        { message(SPACE_FIRST), E_FAIL, "rejected", "accepted" },
        { message(SPACE_FIRST), E_NOTIMPL, "rejected", "rejected" },
        { message_form(IM_NULL_STRING), E_FAIL, "rejected", "accepted" },
        { message(LF_LAST), E_FAIL, "rejected", "accepted" },
        { message(ME), E_FAIL, "preferred", "preferred" },
        { message(ME), E_INVALIDARG, "rejected", "accepted" },
        { message(ME), S_OK, "rejected", "rejected" },
        { message(LISTED), E_INVALIDARG, "rejected", "rejected" },
        { message(LISTED), E_FAIL, "rejected", "rejected" },
        { message(EVE), E_INVALIDARG, "rejected", "noted" },
        { message(EVE), S_FALSE, "accepted", "accepted" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin_signed_in();
        ck_assert_msg(strcmp(graded(rows[i].made, refused(rows[i].hresult)), rows[i].messenger) == 0, "row %zu", i);
        follow("communicator-2007");
        ck_assert_msg(strcmp(graded(rows[i].made, refused(rows[i].hresult)), rows[i].communicator) == 0, "row %zu", i);
    }
    struct im_observation pointer = { .hresult = 0x80004003u, .out = IM_OUT_NONE };
    GRADE("accepted", no_pointer, pointer);
    pointer.hresult = E_INVALIDARG;
    GRADE("accepted", no_pointer, pointer);
    pointer.hresult = E_FAIL;
    GRADE("noted", no_pointer, pointer);
    pointer.hresult = S_OK;
    GRADE("rejected", no_pointer, pointer);
    control(IM_EV_SIGN_OUT);
    GRADE("preferred", message(ALICE), refused(NOT_LOGGED_ON));
    GRADE("accepted", message(ALICE), refused(E_FAIL));
    GRADE("noted", message(ALICE), refused(0x81000318u));
    GRADE("noted", message(ALICE), refused(DISCONNECTED));
    GRADE("rejected", message(ALICE), window(1));
}
END_TEST

START_TEST(reuse_is_noted)
{
    follow("communicator-2007");
    opens(LISTED, 1);
    GRADE("preferred", message(LISTED), window(1));
    GRADE("noted", message(LISTED), window(2));
    GRADE("rejected", message(LISTED), refused(E_INVALIDARG));
    opens(LISTED, 2);
    GRADE("preferred", message(LISTED), window(1));
    GRADE("preferred", message(LISTED), window(2));
    opens(BOB, 3);
    GRADE("rejected", message(LISTED), window(3));
    ck_assert_ptr_null(machine_check(&model.state));
}
END_TEST

START_TEST(windows_may_outlive_a_sign_out)
{
    follow("communicator-2007");
    opens(ALICE, 1);
    control(IM_EV_SIGN_OUT);
    GRADE("noted", get(1, IM_PROPERTY_IS_CLOSED), number(0));
    GRADE("preferred", get(1, IM_PROPERTY_IS_CLOSED), result(E_FAIL));
    const im_name alice[] = { ALICE };
    const struct im_screen_window one = { .contacts = alice, .count = 1 };
    GRADE("preferred", event(IM_EV_WINDOWS), ((struct im_observation){ .windows = &one, .window_count = 1 }));
    GRADE("preferred", event(IM_EV_WINDOWS), ((struct im_observation){ .window_count = 0 }));
    ck_assert_ptr_null(machine_check(&model.state));
    control(IM_EV_SIGN_IN);
    GRADE("preferred", event(IM_EV_WINDOWS), ((struct im_observation){ .windows = &one, .window_count = 1 }));

    follow("communicator-2007");
    opens(ALICE, 1);
    control(IM_EV_GO_OFFLINE);
    GRADE("noted", get(1, IM_PROPERTY_HWND), number(17));

    follow("communicator-2007");
    opens(ALICE, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), number(17));
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    GRADE("rejected", event(IM_EV_WINDOWS), ((struct im_observation){ .windows = &one, .window_count = 1 }));
    GRADE("preferred", event(IM_EV_WINDOWS), ((struct im_observation){ .window_count = 0 }));
}
END_TEST

/* A-20 with everything at once: no set may grow beyond its room. */
START_TEST(no_set_is_too_large)
{
    follow("communicator-2007");
    set_flag(IM_EV_OPEN_DIALOG, 1);
    control(IM_EV_SIGN_OUT);
    for (int name = 0; name < NAMES; name++) {
        for (int reference = IM_BY_VALUE; reference <= IM_BY_NESTED_REFERENCE; reference++) {
            struct im_event made = message((im_name)name);
            made.argument.reference = (uint8_t)reference;
            made.out_null = 1;
            made.binding = IM_BINDING_SCRIPT;
            struct im_allowed_set set;
            oracle_allowed(&model, &made, &set);
            ck_assert_int_lt(set.count, IM_ALLOWED_MAX);
        }
    }
}
END_TEST

int main(void)
{
    return RUN("profiles", profiles_have_names, the_default_has_every_rule, refusals_of_communicator, reuse_is_noted,
               windows_may_outlive_a_sign_out, no_set_is_too_large);
}
