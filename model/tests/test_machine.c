/*
 * What events change: signing in and out, which window a call gives, references, and closing (C-26 to C-31, A-34 to
 *
 */
#include "fixture.h"

static const struct im_object *object(int handle) { return &model.state.objects[handle - 1]; }

static struct im_observation same_ui(uint8_t handle) { return seen_window(S_OK, handle, IM_SEEN_YES); }

/* --- sign-in ---------------------------------------------------------------------------------------------------- */

START_TEST(the_beginning_is_signed_out)
{
    begin_signed_out();
    GRADE("rejected", message(ALICE), window(1));
    GRADE("preferred", message(ALICE), refused(NOT_LOGGED_ON));
    GRADE("preferred", event(IM_EV_WINDOWS), result(S_OK));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    ck_assert_ptr_null(machine_check(&model.state));
}
END_TEST

/* C-26: the state at the moment of the call decides. */
START_TEST(the_state_now_decides)
{
    GRADE("preferred", message(ALICE), window(1));
    control(IM_EV_SIGN_IN);
    GRADE("preferred", message(ALICE), window(1));
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_OUT);
    GRADE("rejected", message(ALICE), window(1));
    control(IM_EV_SIGN_IN);
    GRADE("preferred", message(ALICE), window(1));
    control(IM_EV_GO_OFFLINE);
    GRADE("rejected", message(ALICE), window(1));
    control(IM_EV_GO_ONLINE);
    GRADE("preferred", message(ALICE), window(1));
}
END_TEST

START_TEST(a_connection_is_lost_only_by_who_has_one)
{
    control(IM_EV_SIGN_OUT);
    control(IM_EV_GO_OFFLINE);
    GRADE("rejected", message(ALICE), refused(DISCONNECTED));
    control(IM_EV_GO_ONLINE);
    GRADE("preferred", message(ALICE), refused(NOT_LOGGED_ON));
}
END_TEST

START_TEST(signing_out_of_the_primary_service_by_name_is_not_known)
{
    struct im_event made = event(IM_EV_SERVICE_SIGN_IN);
    ck_assert(unspecified(made));
    made.service = IM_SERVICE_PRIMARY;
    ck_assert(unspecified(made));
    made.service = IM_SERVICE_SECONDARY;
    ck_assert(!unspecified(made));
}
END_TEST

/* --- reuse ------------------------------------------------------------------------------------------------------ */

START_TEST(an_open_window_is_returned)
{
    opens(ALICE, 1);
    GRADE("preferred", message(ALICE), window(1));
    GRADE("accepted", message(ALICE), same_ui(2));
    GRADE("rejected", message(ALICE), window(2));
    GRADE("accepted", message(ALICE), seen_window(S_FALSE, 1, IM_SEEN_NO));
    GRADE("accepted", message(ALICE), refused(S_FALSE));
    GRADE("rejected", message(ALICE), refused(S_OK));
    GRADE("rejected", message(ALICE), refused(E_FAIL));
    ck_assert(takes(message(ALICE), window(1), IM_R_INSTANCE_OBJECT));
    ck_assert(takes(message(ALICE), same_ui(2), IM_R_INSTANCE_WINDOW));
    ck_assert(takes(message(ALICE), window(1), IM_R_FOCUS_REUSE_S_OK));
    set_flag(IM_EV_SET_FOCUS, 0);
    ck_assert(takes(message(ALICE), seen_window(S_FALSE, 1, IM_SEEN_NO), IM_R_FOCUS_REFUSED_S_FALSE));
    GRADE("preferred", message(BOB), seen_window(S_FALSE, 2, IM_SEEN_NO));
}
END_TEST

START_TEST(each_pointer_counts)
{
    opens(ALICE, 1);
    opens(ALICE, 1);
    ck_assert_int_eq(object(1)->refs, 2);
    releases(1);
    GRADE("preferred", message(ALICE), window(1));
    GRADE("rejected", message(ALICE), window(2));
    releases(1);
    GRADE("preferred", message(ALICE), window(2));
}
END_TEST

/* another object of the same window keeps the promise alive. */
START_TEST(another_object_of_the_window_counts_too)
{
    opens(ALICE, 1);
    happens(message(ALICE), same_ui(2));
    releases(1);
    GRADE("preferred", message(ALICE), window(2));
    GRADE("rejected", message(ALICE), window(1));
    releases(2);
    GRADE("preferred", message(ALICE), window(1));
}
END_TEST

/* whether it is the old window or a second one, a call gives a working one; A-36: it may have closed. */
START_TEST(after_the_last_release)
{
    opens(ALICE, 1);
    happens(event(IM_EV_EVENTS), took(1, 0));
    releases(1);
    struct im_screen_window shown = { .contacts = (im_name[]){ ALICE }, .count = 1 };
    struct im_screen_window both[] = { shown, shown };
    struct im_observation none = { .window_count = 0 }, one = { .windows = both, .window_count = 1 };
    struct im_observation two = { .windows = both, .window_count = 2 };
    GRADE("noted", event(IM_EV_WINDOWS), none);
    GRADE("preferred", event(IM_EV_WINDOWS), one);
    GRADE("rejected", event(IM_EV_WINDOWS), two);
    GRADE("noted", event(IM_EV_EVENTS), took(0, 1));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    opens(ALICE, 1);
    GRADE("rejected", event(IM_EV_WINDOWS), none);
    GRADE("preferred", event(IM_EV_WINDOWS), one);
    GRADE("accepted", event(IM_EV_WINDOWS), two);
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 1));
    GRADE("rejected", event(IM_EV_EVENTS), took(2, 0));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    releases(1);
    GRADE("preferred", event(IM_EV_WINDOWS), none);
    GRADE("preferred", event(IM_EV_WINDOWS), one);
    GRADE("rejected", event(IM_EV_WINDOWS), two);
}
END_TEST

/* --- who is the same user: A-38 --------------------------------------------------------------------------------- */

START_TEST(all_forms_of_one_contact_reach_one_window)
{
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    opens(ALICE, 1);
    GRADE("preferred", message_contact(1), window(1));
    GRADE("rejected", message_contact(1), window(2));
    struct im_event made = message(ALICE);
    made.argument.reference = IM_BY_VARIANT_REFERENCE;
    GRADE("preferred", made, window(1));
    GRADE("rejected", made, window(2));
    happens(get_contact(BOB, IM_SERVICE_PRIMARY), contact(2));
    happens(message_contact(2), window(2));
    GRADE("preferred", message(BOB), window(2));
    GRADE("rejected", message(BOB), window(3));
}
END_TEST

START_TEST(another_spelling_may_be_another_user)
{
    opens(ALICE, 1);
    GRADE("accepted", message(ALICE_UPPER), window(1));
    GRADE("accepted", message(ALICE_UPPER), same_ui(2));
    GRADE("preferred", message(ALICE_UPPER), window(2));
    GRADE("preferred", message(ALICE_TRAILING), window(2));
    ck_assert(takes(message(ALICE_UPPER), window(1), IM_R_SAME_USER_SAME));
    ck_assert(takes(message(ALICE_UPPER), window(2), IM_R_SAME_USER_DIFFERENT));
    opens(ALICE_UPPER, 2);
    GRADE("preferred", message(ALICE), window(1));
    GRADE("rejected", message(ALICE), window(2));
    GRADE("preferred", message(ALICE_UPPER), window(2));
    GRADE("accepted", message(ALICE_TRAILING), window(1));
}
END_TEST

START_TEST(another_spelling_on_the_same_window)
{
    opens(ALICE, 1);
    happens(message(ALICE_UPPER), same_ui(2));
    ck_assert_int_eq(object(1)->conversation, object(2)->conversation);
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 0));
    GRADE("rejected", event(IM_EV_EVENTS), took(2, 0));
}
END_TEST

START_TEST(the_same_name_on_two_services)
{
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(BOTH, IM_SERVICE_PRIMARY), contact(1));
    happens(get_contact(BOTH, IM_SERVICE_SECONDARY), contact(2));
    happens(message_contact(1), window(1));
    GRADE("preferred", message_contact(2), window(2));
    GRADE("accepted", message_contact(2), window(1));
    happens(message_contact(2), window(2));
    GRADE("preferred", message(BOTH), window(1));
    GRADE("rejected", message(BOTH), window(2));
    GRADE("preferred", message_contact(2), window(2));
    GRADE("rejected", message_contact(2), window(1));
}
END_TEST

/* C-31, A-40 */
START_TEST(different_contacts_share_no_object)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    GRADE("rejected", message(BOB), window(1));
    GRADE("rejected", message(CAROL), window(1));
    GRADE("rejected", message(CAROL), same_ui(3));
    GRADE("preferred", message(CAROL), window(3));
    GRADE("rejected", message(CAROL), window(0));
    GRADE("rejected", message(CAROL), window(IM_OBJECTS + 1));
}
END_TEST

START_TEST(a_member_of_a_group)
{
    opens(ALICE, 1);
    adds(1, BOB);
    GRADE("accepted", message(BOB), window(1));
    GRADE("preferred", message(BOB), window(2));
    GRADE("accepted", message(ALICE), window(1));
    GRADE("preferred", message(ALICE), window(2));
    GRADE("accepted", message(ALICE), same_ui(2));
    ck_assert(takes(message(ALICE), window(1), IM_R_GROUP_GROUP));
    ck_assert(takes(message(ALICE), window(2), IM_R_GROUP_OWN));
    GRADE("rejected", message(CAROL), window(1));
    opens(ALICE, 2);
    GRADE("preferred", message(ALICE), window(2));
    GRADE("preferred", message(ALICE), window(1));
    releases(1);
    GRADE("preferred", message(BOB), window(1));
}
END_TEST

/* --- closed windows: A-39 --------------------------------------------------------------------------------------- */

static void a_closed_window_is_opened_anew(void)
{
    GRADE("preferred", message(ALICE), window(2));
    GRADE("rejected", message(ALICE), window(1));
    GRADE("noted", message(ALICE), same_ui(1));
    GRADE("rejected", message(ALICE), seen_window(S_OK, 1, IM_CANNOT_LOOK));
    GRADE("rejected", message(ALICE), refused(E_FAIL));
    BLAMES("REOPEN_AFTER_CLOSE", message(ALICE), window(1));
    ck_assert(takes(message(ALICE), same_ui(1), IM_R_REVIVED_REVIVED));
    ck_assert(takes(message(ALICE), window(2), IM_R_REVIVED_NEW));
}

START_TEST(closed_by_the_caller)
{
    opens(ALICE, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    a_closed_window_is_opened_anew();
    opens(ALICE, 2);
    GRADE("preferred", message(ALICE), window(2));
    GRADE("rejected", message(ALICE), window(1));
    releases(1);
    releases(2);
}
END_TEST

START_TEST(closed_by_the_user)
{
    opens(ALICE, 1);
    opens(ALICE, 1);
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    a_closed_window_is_opened_anew();
    happens(message(ALICE), same_ui(1));
    ck_assert_int_eq(object(1)->alive, IM_YES);
    ck_assert_int_eq(object(1)->refs, 3);
    GRADE("preferred", message(ALICE), window(1));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 1));
    GRADE("preferred", event(IM_EV_EVENTS), took(2, 1));
}
END_TEST

START_TEST(one_of_two_objects_is_revived)
{
    opens(ALICE, 1);
    happens(message(ALICE), same_ui(2));
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    happens(message(ALICE), same_ui(2));
    ck_assert_int_eq(object(1)->alive, IM_NO);
    struct im_event made = message(ALICE);
    struct im_allowed_set set;
    oracle_allowed(&model, &made, &set);
    ck_assert_int_eq(set.window, 2);
    GRADE("preferred", made, window(2));
}
END_TEST

START_TEST(a_closed_group_is_revived_for_one)
{
    opens(ALICE, 1);
    adds(1, BOB);
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    happens(message(BOB), same_ui(1));
    GRADE("preferred", message(BOB), window(1));
    GRADE("preferred", message(ALICE), window(2));
    GRADE("rejected", message(ALICE), window(1));
}
END_TEST

int main(void)
{
    return RUN("machine", the_beginning_is_signed_out, the_state_now_decides, a_connection_is_lost_only_by_who_has_one,
               signing_out_of_the_primary_service_by_name_is_not_known, an_open_window_is_returned, each_pointer_counts,
               another_object_of_the_window_counts_too, after_the_last_release,
               all_forms_of_one_contact_reach_one_window, another_spelling_may_be_another_user,
               another_spelling_on_the_same_window, the_same_name_on_two_services, different_contacts_share_no_object,
               a_member_of_a_group, closed_by_the_caller, closed_by_the_user, one_of_two_objects_is_revived,
               a_closed_group_is_revived_for_one);
}
