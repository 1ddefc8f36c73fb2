/*
 * What a step leaves behind, and what it leaves as it was: each test looks at what the next steps may show.
 */
#include "fixture.h"

static const struct im_screen_window of_alice = { .contacts = (const im_name[]){ ALICE }, .count = 1 };
static const struct im_screen_window of_second = { .contacts = (const im_name[]){ SECOND }, .count = 1 };
static const struct im_observation nothing = { .window_count = 0 };

static struct im_observation shown(const struct im_screen_window *window)
{
    return (struct im_observation){ .windows = window, .window_count = 1 };
}

static struct im_observation same_ui(uint8_t handle) { return seen_window(S_OK, handle, IM_SEEN_YES); }
static struct im_observation unseen(uint8_t handle) { return seen_window(S_OK, handle, IM_CANNOT_LOOK); }

/* Alice's window before a lost connection, and after: nobody knows whether it is alive. */
static void come_back(void)
{
    opens(ALICE, 1);
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
}

/* --- windows ---------------------------------------------------------------------------------------------------- */

START_TEST(closing_one_window_leaves_the_others)
{
    static const enum im_event_kind ways[] = { IM_EV_CLOSE, IM_EV_USER_CLOSE };
    for (int i = 0; i < 2; i++) {
        begin_signed_in();
        opens(ALICE, 1);
        opens(BOB, 2);
        happens(of_window(ways[i], 1), result(S_OK));
        GRADE("rejected", get(1, IM_PROPERTY_IS_CLOSED), number(0));
        GRADE("preferred", get(2, IM_PROPERTY_IS_CLOSED), number(0));
        GRADE("rejected", get(2, IM_PROPERTY_IS_CLOSED), result(E_FAIL));
        GRADE("preferred", message(BOB), window(2));
        GRADE("rejected", message(BOB), window(3));
    }
}
END_TEST

/* A window with two objects is there as long as one of them is held. */
START_TEST(one_of_two_objects_keeps_a_window)
{
    opens(ALICE, 1);
    happens(message(ALICE), same_ui(2));
    happens(event(IM_EV_EVENTS), took(1, 0));
    releases(1);
    GRADE("rejected", event(IM_EV_WINDOWS), nothing);
    GRADE("rejected", event(IM_EV_EVENTS), took(0, 1));
    releases(2);
    GRADE("noted", event(IM_EV_WINDOWS), nothing);
    GRADE("noted", event(IM_EV_EVENTS), took(0, 1));
}
END_TEST

START_TEST(what_was_closed_is_not_shown_offline)
{
    opens(ALICE, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    control(IM_EV_GO_OFFLINE);
    GRADE("rejected", event(IM_EV_WINDOWS), shown(&of_alice));
    control(IM_EV_GO_ONLINE);
    GRADE("rejected", event(IM_EV_WINDOWS), shown(&of_alice));
}
END_TEST

/* A window that answered is on the screen; one that did not may be gone. */
START_TEST(an_answer_tells_of_the_screen)
{
    come_back();
    GRADE("preferred", event(IM_EV_WINDOWS), nothing);
    happens(get(1, IM_PROPERTY_HWND), number(17));
    GRADE("rejected", event(IM_EV_WINDOWS), nothing);
    begin_signed_in();
    come_back();
    happens(get(1, IM_PROPERTY_HWND), result(E_FAIL));
    GRADE("preferred", event(IM_EV_WINDOWS), nothing);
    GRADE("preferred", event(IM_EV_WINDOWS), shown(&of_alice));
}
END_TEST

/* A coordinate of 0 is an answer like any other, and so is a flag that a script may read. */
START_TEST(what_counts_as_an_answer)
{
    come_back();
    happens(get(1, IM_PROPERTY_TOP), number(0));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), result(E_FAIL));
    begin_signed_in();
    world.invoke_only = true;
    come_back();
    happens(get(1, IM_PROPERTY_IS_CLOSED), number(0));
    GRADE("rejected", get(1, IM_PROPERTY_IS_CLOSED), result(E_FAIL));
}
END_TEST

/* --- members ---------------------------------------------------------------------------------------------------- */

START_TEST(only_the_handle_is_the_handle)
{
    opens(ALICE, 1);
    happens(get(1, IM_PROPERTY_HWND), number(17));
    happens(of_window(IM_EV_SHOW, 1), result(S_OK));
    happens(get(1, IM_PROPERTY_TOP), number(5));
    GRADE("preferred", get(1, IM_PROPERTY_HWND), number(17));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), number(18));
}
END_TEST

/* What a script could not set is what it was. */
START_TEST(a_place_that_was_not_set)
{
    world.invoke_only = true;
    opens(ALICE, 1);
    happens(put(1, IM_PROPERTY_LEFT, 5), result(E_NOTIMPL));
    GRADE("preferred", get(1, IM_PROPERTY_LEFT), number(7));
    happens(put(1, IM_PROPERTY_LEFT, 5), result(S_OK));
    GRADE("rejected", get(1, IM_PROPERTY_LEFT), number(7));
}
END_TEST

/* --- the method ------------------------------------------------------------------------------------------------- */

/* Once the window was asked for in a form, what is broken by another window is no longer that form's own. */
START_TEST(a_form_that_was_used_is_known)
{
    opens(ALICE, 1);
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    BLAMES("REUSE_FORMS", message_contact(1), window(2));
    BLAMES("REUSE", message(ALICE), window(2));
    happens(message_contact(1), window(1));
    BLAMES("REUSE", message_contact(1), window(2));
}
END_TEST

/* Whoever has a window of his own and is in another one may be shown in either, so both are looked at. */
START_TEST(the_own_window_and_the_groups)
{
    uint8_t with[IM_LOOK_WITH];
    const struct im_event made = message(BOB);
    const struct im_observation obs = window(3), of_group = seen_window(S_OK, 3, IM_SEEN_SECOND);
    opens(ALICE, 1);
    adds(1, BOB);
    opens(BOB, 2);
    ck_assert_int_eq(oracle_look(&model, &made, &obs, with), IM_LOOK_SAME_WINDOW);
    ck_assert_int_eq(with[0], 2);
    ck_assert_int_eq(with[1], 1);
    GRADE("accepted", made, same_ui(3));
    GRADE("accepted", made, of_group);
    GRADE("rejected", made, obs);
    happens(made, of_group);
    const im_name group[] = { ALICE, BOB };
    const struct im_observation both = { .names = group, .name_count = 2 };
    GRADE("preferred", of_window(IM_EV_CONTACTS, 3), both);
    GRADE("rejected", of_window(IM_EV_CONTACTS, 2), both);
}
END_TEST

/* A new window is announced, unless it may be one that was there already. */
START_TEST(announced_for_certain)
{
    happens(message(ALICE), unseen(1));
    GRADE("rejected", event(IM_EV_EVENTS), took(0, 0));
    happens(event(IM_EV_EVENTS), took(1, 0));
    adds(1, BOB);
    happens(message(BOB), unseen(2));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 0));
    GRADE("rejected", event(IM_EV_EVENTS), took(2, 0));
    happens(message(CAROL), unseen(3));
    GRADE("rejected", event(IM_EV_EVENTS), took(0, 0));
}
END_TEST

/* --- the client ------------------------------------------------------------------------------------------------- */

/* Signing in to one service says nothing of the other. */
START_TEST(the_secondary_service_stays_signed_in)
{
    begin_signed_out();
    set_service(IM_EV_SERVICE_SIGN_IN);
    control(IM_EV_SIGN_IN);
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
    GRADE("preferred", message_contact(1), window(1));
    GRADE("rejected", message_contact(1), refused(INVALID_SERVICE));
}
END_TEST

/* Its end brings back neither what was closed nor what a lost connection cut off. */
START_TEST(the_end_of_a_service_revives_nothing)
{
    for (int i = 0; i < 2; i++) {
        begin_signed_in();
        set_service(IM_EV_SERVICE_SIGN_IN);
        happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
        happens(message_contact(1), window(1));
        if (i == 0) {
            happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
        } else {
            control(IM_EV_GO_OFFLINE);
        }
        set_service(IM_EV_SERVICE_SIGN_OUT);
        GRADE("rejected", get(1, IM_PROPERTY_HWND), number(17));
        GRADE(i == 0 ? "rejected" : "preferred", event(IM_EV_WINDOWS), shown(&of_second));
    }
}
END_TEST

/* Only the dialog for signing in is a reason of a client that is signed out. */
START_TEST(the_dialog_for_signing_in)
{
    begin_signed_out();
    set_flag(IM_EV_OPEN_DIALOG, 0);
    GRADE("rejected", message(ALICE), refused(E_FAIL));
    set_flag(IM_EV_OPEN_DIALOG, 1);
    GRADE("noted", message(ALICE), refused(E_FAIL));
    control(IM_EV_CLOSE_DIALOGS);
    GRADE("rejected", message(ALICE), refused(E_FAIL));
}
END_TEST

int main(void)
{
    return RUN("traces", closing_one_window_leaves_the_others, one_of_two_objects_keeps_a_window,
               what_was_closed_is_not_shown_offline, an_answer_tells_of_the_screen, what_counts_as_an_answer,
               only_the_handle_is_the_handle, a_place_that_was_not_set, a_form_that_was_used_is_known,
               the_own_window_and_the_groups, announced_for_certain, the_secondary_service_stays_signed_in,
               the_end_of_a_service_revives_nothing, the_dialog_for_signing_in);
}
