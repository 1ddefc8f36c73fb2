/*
 * What a person sees and what clients are told: the windows on the screen, the queue of events, and windows that a
 * refused argument left.
 */
#include "fixture.h"

static const im_name me_too[] = { ALICE, ME };
static const struct im_screen_window of_alice = { .contacts = (const im_name[]){ ALICE }, .count = 1 };
static const struct im_screen_window of_alice_upper = { .contacts = (const im_name[]){ ALICE_UPPER }, .count = 1 };
static const struct im_screen_window of_bob = { .contacts = (const im_name[]){ BOB }, .count = 1 };
static const struct im_screen_window of_both = { .contacts = (const im_name[]){ ALICE, BOB }, .count = 2 };
static const struct im_screen_window of_nobody = { .contacts = NULL, .count = 0 };

static struct im_observation screen(const struct im_screen_window *windows, uint32_t count)
{
    return (struct im_observation){ .windows = windows, .window_count = count };
}
#define SCREEN(...)                                    \
    screen((struct im_screen_window[]){ __VA_ARGS__ }, \
           sizeof((struct im_screen_window[]){ __VA_ARGS__ }) / sizeof(struct im_screen_window))

#define SHOWS(grade, ...) GRADE(grade, event(IM_EV_WINDOWS), SCREEN(__VA_ARGS__))
#define SHOWS_NOTHING(grade) GRADE(grade, event(IM_EV_WINDOWS), screen(NULL, 0))
#define TELLS(grade, created, destroyed) GRADE(grade, event(IM_EV_EVENTS), took(created, destroyed))

/* --- the screen ------------------------------------------------------------------------------------------------- */

START_TEST(exactly_one_window)
{
    SHOWS_NOTHING("preferred");
    SHOWS("rejected", of_alice);
    opens(ALICE, 1);
    SHOWS("preferred", of_alice);
    SHOWS("preferred", of_alice_upper);
    SHOWS("preferred", of_nobody);
    SHOWS("preferred", (struct im_screen_window){ .contacts = me_too, .count = 2 });
    SHOWS_NOTHING("rejected");
    SHOWS("rejected", of_bob);
    SHOWS("rejected", of_alice, of_alice);
    SHOWS("rejected", of_alice, of_bob);
    BLAMES("WINDOW_SHOWN", event(IM_EV_WINDOWS), screen(NULL, 0));
    BLAMES("WINDOW_SHOWN", event(IM_EV_WINDOWS), SCREEN(of_alice, of_alice));
    opens(ALICE, 1);
    SHOWS("rejected", of_alice, of_alice);
    BLAMES("REUSE_NO_NEW_WINDOW", event(IM_EV_WINDOWS), SCREEN(of_alice, of_alice));
}
END_TEST

START_TEST(one_frame_for_all)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    SHOWS("preferred", of_bob, of_alice);
    SHOWS("noted", of_both);
    SHOWS("rejected", of_alice);
    SHOWS("rejected", of_both, of_alice, of_bob);
    ck_assert(takes(event(IM_EV_WINDOWS), SCREEN(of_both), IM_R_FRAME_SHARED));
}
END_TEST

/* A window with somebody whom nobody asked for is not the one that is due. */
START_TEST(no_stranger_is_listed)
{
    opens(ALICE, 1);
    SHOWS("rejected", of_both);
    BLAMES("WINDOW_SHOWN", event(IM_EV_WINDOWS), SCREEN(of_both));
    adds(1, BOB);
    SHOWS("preferred", of_both);
    SHOWS("preferred", of_alice);
}
END_TEST

/* Offline any window may be gone; the others in one frame are noted as ever. */
START_TEST(frame_of_windows_that_may_be_there)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    control(IM_EV_GO_OFFLINE);
    SHOWS("preferred", of_bob);
    SHOWS("noted", of_both);
}
END_TEST

/* Without a pointer nothing tells whether another spelling opened a window of its own. */
START_TEST(spelling_without_pointer)
{
    opens(ALICE, 1);
    happens(message(ALICE_UPPER), refused(S_FALSE));
    SHOWS("preferred", of_alice);
    SHOWS("preferred", of_alice, of_alice_upper);
    SHOWS("rejected", of_alice, of_alice, of_alice);
}
END_TEST

/* What was returned may be the window that the other spelling left without a pointer. */
START_TEST(spelling_may_be_the_window_without_pointer)
{
    happens(message(ALICE), refused(S_FALSE));
    SHOWS_NOTHING("rejected");
    opens(ALICE_UPPER, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    SHOWS_NOTHING("preferred");
    SHOWS("preferred", of_alice);
}
END_TEST

/* A window that came back with its object may stay on the screen when the connection is lost. */
START_TEST(window_that_came_back_may_stay_offline)
{
    opens(ALICE, 1);
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    control(IM_EV_GO_OFFLINE);
    SHOWS("preferred", of_alice);
    SHOWS_NOTHING("preferred");
    SHOWS("rejected", of_bob);
}
END_TEST

/* Open windows and closed ones alike refuse a width of zero. */
START_TEST(bad_size_tells_nothing)
{
    opens(ALICE, 1);
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    happens(put(1, IM_PROPERTY_WIDTH, 0), result(E_INVALIDARG));
    GRADE("noted", get(1, IM_PROPERTY_HWND), number(7));
    happens(put(1, IM_PROPERTY_WIDTH, 0), result(E_FAIL));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), number(7));
}
END_TEST

START_TEST(a_released_window_may_stay)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    releases(1);
    SHOWS("noted", of_bob);
    SHOWS("preferred", of_bob, of_alice);
    SHOWS("rejected", of_alice);
    releases(2);
    SHOWS_NOTHING("noted");
    SHOWS("preferred", of_alice, of_bob);
    SHOWS("rejected", of_alice, of_alice);
}
END_TEST

/* A window that must be there is found before one that may. */
START_TEST(what_must_be_there_is_found_first)
{
    opens(ALICE, 1);
    releases(1);
    opens(ALICE_UPPER, 1);
    SHOWS("preferred", of_alice_upper);
    SHOWS("preferred", of_alice);
    SHOWS_NOTHING("rejected");
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    happens(message(ALICE_UPPER), seen_window(S_OK, 1, IM_SEEN_YES));
    SHOWS_NOTHING("rejected");
}
END_TEST

/* A call that gave S_FALSE and NULL showed its window all the same (A-04, C-52). */
START_TEST(a_window_without_an_object)
{
    happens(message(ALICE), refused(S_FALSE));
    SHOWS("preferred", of_alice);
    SHOWS_NOTHING("rejected");
    TELLS("preferred", 1, 0);
    GRADE("preferred", message(ALICE), window(1));
    happens(message(ALICE), window(1));
    happens(message(ALICE), refused(S_FALSE));
    TELLS("rejected", 3, 0);
    control(IM_EV_SIGN_OUT);
    happens(event(IM_EV_EVENTS), took(1, 1));
    SHOWS_NOTHING("preferred");
}
END_TEST

/* --- the queue -------------------------------------------------------------------------------------------------- */

START_TEST(one_event_for_a_new_window_and_none_for_reuse)
{
    TELLS("preferred", 0, 0);
    TELLS("rejected", 1, 0);
    TELLS("rejected", 0, 1);
    BLAMES("EVENT_NONE", event(IM_EV_EVENTS), took(1, 0));
    BLAMES("EVENT_DESTROYED", event(IM_EV_EVENTS), took(0, 1));
    opens(ALICE, 1);
    TELLS("preferred", 1, 0);
    TELLS("rejected", 0, 0);
    TELLS("rejected", 2, 0);
    BLAMES("EVENT_CREATED", event(IM_EV_EVENTS), took(0, 0));
    BLAMES("EVENT_CREATED", event(IM_EV_EVENTS), took(2, 0));
    happens(event(IM_EV_EVENTS), took(1, 0));
    opens(ALICE, 1);
    TELLS("preferred", 0, 0);
    TELLS("rejected", 1, 0);
    opens(BOB, 2);
    opens(CAROL, 3);
    TELLS("preferred", 2, 0);
    TELLS("rejected", 1, 0);
}
END_TEST

START_TEST(one_event_for_a_window_that_closes)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    happens(event(IM_EV_EVENTS), took(2, 0));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    TELLS("preferred", 0, 1);
    TELLS("rejected", 0, 2);
    TELLS("rejected", 0, 0);
    BLAMES("EVENT_DESTROYED", event(IM_EV_EVENTS), took(0, 0));
    happens(event(IM_EV_EVENTS), took(0, 1));
    TELLS("rejected", 0, 1);
    happens(of_window(IM_EV_USER_CLOSE, 2), result(S_OK));
    TELLS("preferred", 0, 1);
    TELLS("rejected", 0, 2);
}
END_TEST

/* However it ends, a window closes once. */
START_TEST(a_window_closes_once)
{
    opens(ALICE, 1);
    happens(event(IM_EV_EVENTS), took(1, 0));
    releases(1);
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_SIGN_OUT);
    TELLS("preferred", 0, 1);
    TELLS("rejected", 0, 2);
    begin_signed_in();
    opens(ALICE, 1);
    happens(event(IM_EV_EVENTS), took(1, 0));
    control(IM_EV_GO_OFFLINE);
    happens(event(IM_EV_EVENTS), took(0, 1));
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    TELLS("rejected", 0, 1);
}
END_TEST

START_TEST(what_may_come_may_come_late)
{
    opens(ALICE, 1);
    opens(ALICE_UPPER, 2);
    TELLS("preferred", 2, 0);
    TELLS("rejected", 1, 0);
    happens(message(ALICE_TRAILING), seen_window(S_OK, 3, IM_CANNOT_LOOK));
    TELLS("preferred", 3, 0);
    TELLS("preferred", 2, 0);
    TELLS("rejected", 1, 0);
    happens(event(IM_EV_EVENTS), took(2, 0));
    TELLS("preferred", 1, 0);
    TELLS("rejected", 2, 0);
    happens(event(IM_EV_EVENTS), took(0, 0));
    TELLS("preferred", 1, 0);
}
END_TEST

/* A missing window points at what may have kept it from opening, and at nothing that did not happen. */
START_TEST(what_a_missing_window_points_at)
{
    const struct im_event look = event(IM_EV_WINDOWS);
    const struct im_observation nothing = screen(NULL, 0);
    static const enum im_rule circumstances[] = { IM_RULE_RETURN_OPENS, IM_RULE_FOCUS, IM_RULE_NOT_MODAL };
    opens(ALICE, 1);
    BLAMES("WINDOW_SHOWN", look, nothing);
    for (int i = 0; i < 3; i++) ck_assert(!may_blame(look, nothing, circumstances[i]));
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    set_flag(IM_EV_SET_FOCUS, 0);
    set_flag(IM_EV_OPEN_DIALOG, 0);
    happens(message(ALICE), seen_window(S_FALSE, 2, IM_SEEN_NO));
    BLAMES("RETURN_OPENS", look, nothing);
    for (int i = 0; i < 3; i++) ck_assert(may_blame(look, nothing, circumstances[i]));
}
END_TEST

/* --- windows that a refused argument left: A-31 ----------------------------------------------------------------- */

START_TEST(a_bad_argument_may_leave_a_window)
{
    happens(message(SPACE_FIRST), refused(E_INVALIDARG));
    SHOWS_NOTHING("preferred");
    SHOWS("noted", of_nobody);
    SHOWS("noted", of_bob);
    SHOWS("rejected", of_bob, of_bob);
    TELLS("preferred", 0, 0);
    TELLS("noted", 1, 0);
    TELLS("rejected", 2, 0);
    TELLS("rejected", 0, 1);
    ck_assert(takes(event(IM_EV_WINDOWS), SCREEN(of_bob), IM_R_STRAY_WINDOW));
    happens(event(IM_EV_WINDOWS), SCREEN(of_bob));
    happens(event(IM_EV_EVENTS), took(1, 0));
    TELLS("rejected", 1, 0);
    SHOWS("noted", of_bob);
    control(IM_EV_SIGN_OUT);
    SHOWS_NOTHING("preferred");
    SHOWS("rejected", of_bob);
    TELLS("noted", 0, 1);
    TELLS("rejected", 0, 2);
}
END_TEST

START_TEST(a_window_that_was_not_left_does_not_come)
{
    happens(message(SPACE_FIRST), refused(E_INVALIDARG));
    happens(event(IM_EV_WINDOWS), screen(NULL, 0));
    SHOWS("rejected", of_bob);
    TELLS("rejected", 1, 0);
}
END_TEST

/* Whatever made the argument bad, what it is refused for is A-31's to say. */
START_TEST(every_bad_argument_may_leave_a_window)
{
    static const im_name bad[] = { NOBODY,   TAB_FIRST,      SPACE_INSIDE, LF_LAST, LF_AFTER_NUL, FORM_FEED, NEXT_LINE,
                                   LONG_130, PAIR_AFTER_128, NUL_SHORT,    NUL_130, NUL_FIRST,    LONE_HIGH };
    static const enum im_reference references[] = { IM_BY_TYPED_REFERENCE, IM_BY_VARIANT_REFERENCE,
                                                    IM_BY_NESTED_REFERENCE };
    static const enum im_form forms[] = { IM_NULL_STRING, IM_EMPTY, IM_NULL_OBJECT, IM_FOREIGN, IM_NUMBER };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        begin_signed_in();
        happens(message(bad[i]), refused(E_INVALIDARG));
        SHOWS("noted", of_bob);
    }
    for (size_t i = 0; i < sizeof references / sizeof references[0]; i++) {
        begin_signed_in();
        struct im_event made = message(ALICE);
        made.argument.reference = (uint8_t)references[i];
        happens(made, refused(E_INVALIDARG));
        SHOWS("noted", of_bob);
    }
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        begin_signed_in();
        happens(message_form(forms[i]), refused(E_INVALIDARG));
        SHOWS("noted", of_bob);
    }
}
END_TEST

/* The own name and a client that is signed out leave none; nor does a code that is not about the argument. */
START_TEST(other_refusals_leave_none)
{
    happens(message(ME), refused(E_FAIL));
    happens(message_form(IM_FOREIGN), refused(E_FAIL));
    SHOWS("rejected", of_bob);
    struct im_event made = message(ALICE);
    made.out_null = 1;
    happens(made, (struct im_observation){ .hresult = NULL_REF, .out = IM_OUT_NONE });
    TELLS("rejected", 1, 0);
    SHOWS("rejected", of_alice);
    BLAMES("FAILURE_NO_WINDOW", event(IM_EV_WINDOWS), SCREEN(of_alice));
    model.state.contacts[0] = (struct im_contact){ .refs = 1, .name = SPACE_FIRST };
    happens(message_contact(1), refused(E_INVALIDARG));
    SHOWS("rejected", of_bob);
    control(IM_EV_SIGN_OUT);
    happens(message(SPACE_FIRST), refused(E_INVALIDARG));
    SHOWS("rejected", of_bob);
    BLAMES("SIGN_OUT_CLOSES", event(IM_EV_WINDOWS), SCREEN(of_bob));
    begin_signed_out();
    happens(message(BOB), refused(NOT_LOGGED_ON));
    BLAMES("FAILURE_NO_WINDOW", event(IM_EV_WINDOWS), SCREEN(of_bob));
}
END_TEST

/* What a script is told while signed out opens nothing, nor does a lost connection. */
START_TEST(nothing_opens_without_a_connection)
{
    struct im_event made = message(ALICE);
    made.binding = IM_BINDING_SCRIPT;
    control(IM_EV_GO_OFFLINE);
    happens(made, refused(S_OK));
    SHOWS("rejected", of_alice);
    control(IM_EV_SIGN_OUT);
    happens(made, refused(S_OK));
    SHOWS("rejected", of_alice);
    TELLS("rejected", 1, 0);
}
END_TEST

int main(void)
{
    return RUN("screen", exactly_one_window, one_frame_for_all, no_stranger_is_listed,
               frame_of_windows_that_may_be_there, spelling_without_pointer, spelling_may_be_the_window_without_pointer,
               window_that_came_back_may_stay_offline, bad_size_tells_nothing, a_released_window_may_stay,
               what_must_be_there_is_found_first, a_window_without_an_object,
               one_event_for_a_new_window_and_none_for_reuse, one_event_for_a_window_that_closes, a_window_closes_once,
               what_may_come_may_come_late, what_a_missing_window_points_at, a_bad_argument_may_leave_a_window,
               a_window_that_was_not_left_does_not_come, every_bad_argument_may_leave_a_window,
               other_refusals_leave_none, nothing_opens_without_a_connection);
}
