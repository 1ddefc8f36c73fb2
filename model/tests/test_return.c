/*
 * Sign-out, a lost connection, and what is left of windows and objects after the return (C-34 to C-37, A-41, A-42).
 */
#include "fixture.h"

static const struct im_object *object(int handle) { return &model.state.objects[handle - 1]; }

static struct im_observation same_ui(uint8_t handle) { return seen_window(S_OK, handle, IM_SEEN_YES); }

START_TEST(sign_out_closes_every_window)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    happens(event(IM_EV_EVENTS), took(2, 0));
    releases(2);
    control(IM_EV_SIGN_OUT);
    struct im_screen_window shown = { .contacts = (im_name[]){ ALICE }, .count = 1 };
    struct im_observation one = { .windows = &shown, .window_count = 1 };
    BLAMES("SIGN_OUT_CLOSES", event(IM_EV_WINDOWS), one);
    GRADE("preferred", event(IM_EV_WINDOWS), result(S_OK));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 1));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 2));
    GRADE("rejected", event(IM_EV_EVENTS), took(0, 3));
    GRADE("noted", event(IM_EV_EVENTS), took(0, 0));
    ck_assert(may_blame(get(1, IM_PROPERTY_IS_CLOSED), number(0), IM_RULE_SIGN_OUT_CLOSES));
    releases(1);
    ck_assert_ptr_null(machine_check(&model.state));
}
END_TEST

START_TEST(offline_cuts_objects_off)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    happens(event(IM_EV_EVENTS), took(2, 0));
    control(IM_EV_GO_OFFLINE);
    struct im_screen_window shown = { .contacts = (im_name[]){ ALICE }, .count = 1 };
    struct im_observation one = { .windows = &shown, .window_count = 1 };
    GRADE("preferred", event(IM_EV_WINDOWS), one);
    GRADE("preferred", event(IM_EV_WINDOWS), result(S_OK));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 2));
    GRADE("rejected", event(IM_EV_EVENTS), took(0, 3));
    ck_assert(may_blame(get(1, IM_PROPERTY_HWND), number(17), IM_RULE_OFFLINE_KILLS));
    releases(1);
    control(IM_EV_SIGN_OUT);
    GRADE("preferred", event(IM_EV_WINDOWS), result(S_OK));
    GRADE("rejected", event(IM_EV_WINDOWS), one);
}
END_TEST

static void old_and_new_after_the_return(void)
{
    GRADE("preferred", message(ALICE), window(2));
    GRADE("accepted", message(ALICE), same_ui(2));
    GRADE("noted", message(ALICE), same_ui(1));
    GRADE("rejected", message(ALICE), window(1));
    GRADE("noted", message(ALICE), seen_window(S_OK, 1, IM_CANNOT_LOOK));
    BLAMES("RETURN_OPENS", message(ALICE), window(1));
    ck_assert(takes(message(ALICE), same_ui(1), IM_R_RETURN_ALIVE));
    GRADE("preferred", get(1, IM_PROPERTY_HWND), result(E_FAIL));
    GRADE("noted", get(1, IM_PROPERTY_HWND), number(17));
}

START_TEST(back_online)
{
    opens(ALICE, 1);
    control(IM_EV_GO_OFFLINE);
    GRADE("rejected", get(1, IM_PROPERTY_HWND), number(17));
    control(IM_EV_GO_ONLINE);
    old_and_new_after_the_return();
    opens(ALICE, 2);
    GRADE("preferred", message(ALICE), window(2));
}
END_TEST

START_TEST(signed_in_again)
{
    opens(ALICE, 1);
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    old_and_new_after_the_return();
    happens(event(IM_EV_EVENTS), took(1, 1));
    happens(message(ALICE), same_ui(2));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", message(ALICE), window(2));
}
END_TEST

START_TEST(closed_before_the_return_stays_closed)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    happens(of_window(IM_EV_USER_CLOSE, 2), result(S_OK));
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    GRADE("rejected", get(1, IM_PROPERTY_HWND), number(17));
    GRADE("rejected", get(2, IM_PROPERTY_HWND), number(17));
    BLAMES("RETURN_OPENS", message(BOB), window(2));
}
END_TEST

/* A window that the lost connection left on the screen is not one that the call must announce. */
START_TEST(windows_after_the_return)
{
    opens(ALICE, 1);
    happens(event(IM_EV_EVENTS), took(1, 0));
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    opens(ALICE, 2);
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 0));
    GRADE("rejected", event(IM_EV_EVENTS), took(2, 0));
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    happens(event(IM_EV_EVENTS), took(0, 1));
    opens(ALICE, 3);
    GRADE("rejected", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 0));
}
END_TEST

/* ... also where its old object was asked and is dead. */
START_TEST(windows_whose_objects_stay_dead)
{
    opens(ALICE, 1);
    happens(event(IM_EV_EVENTS), took(1, 0));
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_SIGN_IN);
    happens(get(1, IM_PROPERTY_IS_CLOSED), result(E_FAIL));
    opens(ALICE, 2);
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 0));
    GRADE("rejected", event(IM_EV_EVENTS), took(2, 0));
}
END_TEST

START_TEST(the_secondary_service_leaves)
{
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
    happens(message_contact(1), window(1));
    happens(message_contact(1), same_ui(2));
    opens(ALICE, 3);
    happens(event(IM_EV_EVENTS), took(2, 0));
    set_service(IM_EV_SERVICE_SIGN_OUT);
    ck_assert_int_eq(object(1)->alive, IM_MAYBE);
    ck_assert_int_eq(object(3)->alive, IM_YES);
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 1));
    GRADE("rejected", event(IM_EV_EVENTS), took(0, 2));
    GRADE("preferred", message(ALICE), window(3));
    GRADE("noted", get(1, IM_PROPERTY_IS_CLOSED), number(0));
    GRADE("preferred", get(1, IM_PROPERTY_IS_CLOSED), result(E_FAIL));
    set_service(IM_EV_SERVICE_SIGN_OUT);
    GRADE("rejected", event(IM_EV_EVENTS), took(0, 2));
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    set_service(IM_EV_SERVICE_SIGN_OUT);
    GRADE("rejected", get(1, IM_PROPERTY_IS_CLOSED), number(0));
}
END_TEST

/* After a lost connection nobody knows of the secondary service. */
START_TEST(the_secondary_service_after_a_lost_connection)
{
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    GRADE("accepted", message_contact(1), refused(INVALID_SERVICE));
    GRADE("preferred", message_contact(1), window(1));
}
END_TEST

/* What a live or working window was due after is blamed, and only that. */
START_TEST(blame_by_what_went_before)
{
    static const enum im_event_kind members[] = { IM_EV_SHOW, IM_EV_CONTACTS, IM_EV_GET, IM_EV_CLOSE };
    const struct im_observation no = refused(E_FAIL);
    opens(ALICE, 1);
    ck_assert(!may_blame(message(BOB), no, IM_RULE_RELEASED_THEN_CALLED));
    releases(1);
    ck_assert(may_blame(message(ALICE), no, IM_RULE_RELEASED_THEN_CALLED));
    ck_assert(!may_blame(message(ALICE), no, IM_RULE_REOPEN_AFTER_CLOSE));
    opens(ALICE, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    ck_assert(may_blame(message(ALICE), no, IM_RULE_REOPEN_AFTER_CLOSE));
    ck_assert(!may_blame(message(ALICE), no, IM_RULE_RETURN_OPENS));
    ck_assert(may_blame(of_window(IM_EV_SHOW, 1), result(S_OK), IM_RULE_CLOSE));
    begin_signed_in();
    ck_assert(!may_blame(message(ALICE), no, IM_RULE_NOT_MODAL));
    ck_assert(!may_blame(message(ALICE), no, IM_RULE_FOCUS));
    set_flag(IM_EV_SET_FOCUS, 0);
    ck_assert(may_blame(message(ALICE), no, IM_RULE_FOCUS));
    opens(ALICE, 1);
    ck_assert(may_blame(message(BOB), no, IM_RULE_NOT_MODAL));
    control(IM_EV_GO_OFFLINE);
    for (int i = 0; i < 4; i++) {
        struct im_event made = of_window(members[i], 1);
        ck_assert(may_blame(made, number(17), IM_RULE_OFFLINE_KILLS) || members[i] == IM_EV_CLOSE);
    }
    control(IM_EV_GO_ONLINE);
    ck_assert(may_blame(message(BOB), no, IM_RULE_RETURN_OPENS));
}
END_TEST

/* old pointers may work again, and then their windows are there; noted, as the pointers are. */
START_TEST(windows_of_old_pointers)
{
    const im_name alice[] = { ALICE }, bob[] = { BOB };
    const struct im_screen_window both[] = { { alice, 1 }, { bob, 1 } };
    const struct im_observation first = { .windows = both, .window_count = 1 },
                                two = { .windows = both, .window_count = 2 };
    opens(ALICE, 1);
    control(IM_EV_SIGN_OUT);
    GRADE("rejected", event(IM_EV_WINDOWS), first);
    control(IM_EV_SIGN_IN);
    GRADE("noted", event(IM_EV_WINDOWS), first);
    ck_assert(takes(event(IM_EV_WINDOWS), first, IM_R_RETURN_ALIVE));
    GRADE("preferred", event(IM_EV_WINDOWS), ((struct im_observation){ .window_count = 0 }));
    GRADE("rejected", event(IM_EV_WINDOWS), two);
    happens(get(1, IM_PROPERTY_IS_CLOSED), result(E_FAIL));
    GRADE("rejected", event(IM_EV_WINDOWS), first);
}
END_TEST

START_TEST(windows_that_nobody_holds_do_not_come_back)
{
    const im_name alice[] = { ALICE };
    const struct im_screen_window one = { alice, 1 };
    opens(ALICE, 1);
    releases(1);
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    GRADE("rejected", event(IM_EV_WINDOWS), ((struct im_observation){ .windows = &one, .window_count = 1 }));
}
END_TEST

/* the last release of an old pointer may leave the window that came back with it. */
START_TEST(old_pointers_that_are_released)
{
    struct im_screen_window shown = { .contacts = (im_name[]){ ALICE }, .count = 1 };
    const struct im_observation one = { .windows = &shown, .window_count = 1 };
    opens(ALICE, 1);
    happens(message(ALICE), same_ui(2));
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    releases(1);
    GRADE("noted", event(IM_EV_WINDOWS), one);
    ck_assert_uint_eq(model.state.strays, 0);
    releases(2);
    ck_assert_uint_eq(model.state.strays, 1);
    GRADE("noted", event(IM_EV_WINDOWS), one);
    happens(event(IM_EV_WINDOWS), result(S_OK));
    opens(ALICE, 1);
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    releases(1);
    ck_assert_uint_eq(model.state.strays, 0);
    GRADE("preferred", event(IM_EV_WINDOWS), one);
}
END_TEST

START_TEST(old_pointers_bring_back_their_own_windows_only)
{
    struct im_screen_window shown[] = { { .contacts = (im_name[]){ ALICE }, .count = 1 },
                                        { .contacts = (im_name[]){ BOB }, .count = 1 },
                                        { .contacts = (im_name[]){ CAROL }, .count = 1 } };
    const struct im_observation alice = { .windows = shown, .window_count = 1 };
    const struct im_observation bob = { .windows = shown + 1, .window_count = 1 };
    const struct im_observation carol = { .windows = shown + 2, .window_count = 1 };
    opens(ALICE, 1);
    opens(BOB, 2);
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    GRADE("noted", event(IM_EV_WINDOWS), bob);
    GRADE("rejected", event(IM_EV_WINDOWS), carol);
    releases(1);
    releases(2);
    happens(event(IM_EV_WINDOWS), result(S_OK));
    opens(ALICE, 1);
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    GRADE("preferred", event(IM_EV_WINDOWS), alice);
    GRADE("rejected", event(IM_EV_WINDOWS), carol);
}
END_TEST

int main(void)
{
    return RUN("return", old_pointers_that_are_released, old_pointers_bring_back_their_own_windows_only,
               windows_of_old_pointers, windows_that_nobody_holds_do_not_come_back, sign_out_closes_every_window,
               offline_cuts_objects_off, back_online, signed_in_again, closed_before_the_return_stays_closed,
               windows_after_the_return, windows_whose_objects_stay_dead, the_secondary_service_leaves,
               the_secondary_service_after_a_lost_connection, blame_by_what_went_before);
}
