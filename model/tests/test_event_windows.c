/*
 * The queue of events: windows, who joined, and what each event is about.
 */
#include "events_fixture.h"

/* --- windows ---------------------------------------------------------------------------------------------------- */

START_TEST(a_new_window_is_told_with_itself)
{
    begin_told();
    opens(ALICE, 1);
    CREATED(1);
    TOLD_IS("preferred");
    CREATED(0);
    TAKE();
    opens(BOB, 2);
    CREATED(1);
    TOLD_BREAKS("EVENT_WINDOW");
    CREATED(2);
    TOLD_IS("preferred");
    CREATED(3);
    TOLD_IS("preferred");
    CREATED(IM_OBJECTS + 1);
    TOLD_IS("preferred");
    opens(CAROL, 3);
    CREATED(3), CREATED(2);
    TOLD_IS("preferred");
    CREATED(2), CREATED(2);
    TOLD_BREAKS("EVENT_WINDOW");
    CREATED(1), CREATED(0);
    TOLD_BREAKS("EVENT_WINDOW");
    CREATED(1), CREATED(2), ADDED(1, with_contact(DAVE, 1));
    TOLD_BREAKS("EVENT_WINDOW");
    CREATED(3), ADDED(3, 1), CREATED(1);
    TOLD_BREAKS("EVENT_MEMBERS");
    CREATED(2), CREATED(3), CREATED(1);
    TOLD_BREAKS("EVENT_CREATED");
    CREATED(3), CREATED(0);
    TAKE();
    opens(CAROL, 3);
    happens(message(CAROL), seen_window(S_OK, 4, IM_SEEN_YES));
    opens(DAVE, 5);
    CREATED(4);
    TOLD_BREAKS("EVENT_WINDOW");
    CREATED(5);
    TOLD_IS("preferred");
}
END_TEST

START_TEST(a_closed_window_is_told_with_itself)
{
    begin_told();
    opens(ALICE, 1);
    opens(BOB, 2);
    happens(message(BOB), seen_window(S_OK, 3, IM_SEEN_YES));
    happens(event(IM_EV_EVENTS), took(2, 0));
    happens(of_window(IM_EV_CLOSE, 2), result(S_OK));
    DESTROYED(1);
    TOLD_BREAKS("EVENT_WINDOW");
    DESTROYED(2);
    TOLD_IS("preferred");
    DESTROYED(3);
    TAKE();
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    DESTROYED(2);
    TOLD_BREAKS("EVENT_WINDOW");
    DESTROYED(1);
    TAKE();
    opens(ALICE, 4);
    opens(CAROL, 5);
    CREATED(1), CREATED(5);
    TOLD_BREAKS("EVENT_WINDOW");
    CREATED(4), CREATED(5);
    TAKE();
    control(IM_EV_SIGN_OUT);
    SIGNED_OUT(), DESTROYED(4), DESTROYED(4);
    TOLD_BREAKS("EVENT_WINDOW");
    SIGNED_OUT(), DISCONNECTING(), DESTROYED(4), DESTROYED(5);
    TOLD_IS("preferred");
}
END_TEST

/* Between two looks at the queue a window may close and be opened again by its old object, several times. */
START_TEST(a_window_that_opens_again_and_again)
{
    begin_told();
    opens(ALICE, 1);
    for (int i = 0; i < 4; i++) {
        happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
        happens(message(ALICE), seen_window(S_OK, 1, IM_SEEN_YES));
    }
    for (int i = 0; i < 4; i++) CREATED(1), DESTROYED(1);
    TAKE();
    CREATED(1);
    TOLD_IS("preferred");
    DESTROYED(1);
    TOLD_BREAKS("EVENT_DESTROYED");
    CREATED(1);
    TAKE();
    ck_assert_uint_eq(model.state.conversations[0].untold & IM_UNTOLD_WINDOW, 0);
}
END_TEST

/* A released window that is told to have closed is gone. */
START_TEST(a_released_window_that_closed_is_gone)
{
    begin_told();
    opens(ALICE, 1);
    CREATED(1);
    TAKE();
    releases(1);
    TAKE();
    GRADE("preferred", event(IM_EV_WINDOWS), shown);
    DESTROYED(1);
    TAKE();
    BLAMES("EVENT_DESTROYED", event(IM_EV_WINDOWS), shown);
    happens(event(IM_EV_WINDOWS), (struct im_observation){ .windows = NULL });
    BLAMES("WINDOW_SHOWN", event(IM_EV_WINDOWS), shown);
    opens(ALICE, 1);
    TOLD_BREAKS("EVENT_CREATED");
    ck_assert(!may_blame(event(IM_EV_EVENTS), taken(), IM_RULE_EVENT_DESTROYED));
    CREATED(1);
    TAKE();
    releases(1);
    DESTROYED(0);
    TAKE();
    opens(ALICE, 1);
    TOLD_BREAKS("EVENT_CREATED");
    ck_assert(may_blame(event(IM_EV_EVENTS), taken(), IM_RULE_EVENT_DESTROYED));
    CREATED(1), CREATED(1);
    TOLD_BREAKS("EVENT_CREATED");
    CREATED(1), CREATED(1);
    ck_assert(!may_blame(event(IM_EV_EVENTS), taken(), IM_RULE_EVENT_DESTROYED));
}
END_TEST

/* What becomes of a window that nobody holds is not told with the object of the one in its place. */
START_TEST(a_window_in_the_place_of_a_released_one)
{
    begin_told();
    opens(ALICE, 1), releases(1), opens(ALICE, 2);
    CREATED(0), CREATED(2), DESTROYED(2);
    TOLD_BREAKS("EVENT_WINDOW");
    CREATED(0), CREATED(2), DESTROYED(0);
    TOLD_IS("preferred");
}
END_TEST

/* Where something else may have closed, nothing is concluded. */
START_TEST(what_closed_is_not_always_known)
{
    begin_told();
    opens(ALICE, 1), opens(BOB, 2);
    releases(1), releases(2);
    CREATED(0), CREATED(0), DESTROYED(0);
    TAKE();
    GRADE("noted", event(IM_EV_WINDOWS), shown);

    begin_signed_in(), begin_told();
    control(IM_EV_GO_OFFLINE), control(IM_EV_GO_ONLINE);
    opens(ALICE, 1), releases(1);
    CREATED(0), DESTROYED(0);
    TAKE();
    GRADE("preferred", event(IM_EV_WINDOWS), shown);

    begin_signed_in(), begin_told();
    opens(ALICE, 1), releases(1);
    control(IM_EV_GO_OFFLINE);
    CREATED(0), DESTROYED(0);
    TAKE();
    GRADE("preferred", event(IM_EV_WINDOWS), shown);

    begin_signed_in(), begin_told();
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
    happens(message_contact(1), window(1));
    CREATED(0);
    TAKE();
    set_service(IM_EV_SERVICE_SIGN_OUT);
    DESTROYED(1);
    TAKE();
    ck_assert_int_eq(model.state.conversations[0].shown, IM_MAYBE);
}
END_TEST

/* --- who joined ------------------------------------------------------------------------------------------------- */

START_TEST(who_joins_is_told)
{
    begin_told();
    opens(ALICE, 1);
    CREATED(0), ADDED(1, 0);
    TAKE();
    adds(1, BOB);
    TOLD_BREAKS("EVENT_MEMBERS");
    ADDED(1, 0);
    TOLD_IS("preferred");
    ADDED(1, 0), ADDED(1, 0);
    TOLD_BREAKS("EVENT_MEMBERS");
    ADDED(0, 0);
    TAKE();
    adds(1, CAROL), adds(1, DAVE);
    ADDED(1, 0);
    TOLD_BREAKS("EVENT_MEMBERS");
    ADDED(1, 0), ADDED(1, 0);
    TAKE();
    adds(1, BOB);
    TOLD_IS("preferred");
    ADDED(1, 0);
    TOLD_BREAKS("EVENT_MEMBERS");
    opens(BOB, 2);
    CREATED(2), ADDED(0, 0);
    TAKE();
    adds(2, CAROL);
    ADDED(1, 0);
    TOLD_BREAKS("EVENT_MEMBERS");
    ADDED(2, 0);
    TOLD_IS("preferred");
}
END_TEST

/* Who shows no event about windows need not show this one. */
START_TEST(who_joins_unseen)
{
    begin_told();
    opens(ALICE, 1);
    model.state.due[IM_TOLD_CREATED].min = 0;
    adds(1, BOB);
    TOLD_IS("noted");
    struct im_event made = event(IM_EV_EVENTS);
    struct im_observation nothing = taken();
    ck_assert_int_eq(oracle_judge(&model, &made, &nothing).rule, IM_RULE_EVENT_MEMBERS);
    CREATED(0);
    TOLD_BREAKS("EVENT_MEMBERS");
}
END_TEST

/* Another spelling of a member may be the same person. */
START_TEST(who_perhaps_joins)
{
    begin_told();
    opens(ALICE, 1);
    CREATED(0), ADDED(1, 0);
    TAKE();
    adds(1, ALICE_UPPER);
    TOLD_IS("preferred");
    ADDED(1, 0);
    TOLD_IS("preferred");
    ADDED(1, 0), ADDED(1, 0);
    TOLD_BREAKS("EVENT_MEMBERS");
}
END_TEST

/* A window that opened twice since the last look may have told either time. */
START_TEST(a_member_of_a_window_that_opened_twice)
{
    begin_told();
    uint8_t alice = with_contact(ALICE, 1);
    opens(ALICE, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    happens(message(ALICE), seen_window(S_OK, 1, IM_SEEN_YES));
    CREATED(1), CREATED(1), DESTROYED(1), ADDED(1, alice), ADDED(1, alice);
    TOLD_IS("preferred");
    CREATED(1), CREATED(1), DESTROYED(1), ADDED(1, 0), ADDED(1, 0);
    TOLD_IS("preferred");
}
END_TEST

START_TEST(who_leaves_is_told_when_the_window_closes)
{
    begin_told();
    uint8_t alice = with_contact(ALICE, 1), bob = with_contact(BOB, 2), carol = with_contact(CAROL, 3);
    opens(ALICE, 1), opens(CAROL, 2);
    adds(1, BOB);
    CREATED(1), CREATED(2), ADDED(1, bob);
    TAKE();
    REMOVED(1, bob);
    TOLD_BREAKS("EVENT_MEMBERS");
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    DESTROYED(1), REMOVED(1, bob), REMOVED(1, alice);
    TOLD_IS("preferred");
    DESTROYED(1), REMOVED(1, 0), REMOVED(0, bob), REMOVED(0, 0);
    TOLD_BREAKS("EVENT_MEMBERS");
    DESTROYED(1), REMOVED(2, 0);
    TOLD_BREAKS("EVENT_MEMBERS");
    DESTROYED(1), REMOVED(1, carol);
    TOLD_BREAKS("EVENT_MEMBERS");
    DESTROYED(1), REMOVED(1, 0);
    TAKE();
    REMOVED(1, alice);
    TOLD_IS("preferred");
    happens(message(ALICE), seen_window(S_OK, 1, IM_SEEN_YES));
    CREATED(1), REMOVED(1, alice);
    TOLD_BREAKS("EVENT_MEMBERS");
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    happens(message(ALICE), seen_window(S_OK, 1, IM_SEEN_YES));
    CREATED(1), CREATED(1), DESTROYED(1), REMOVED(1, alice);
    TOLD_IS("preferred");
}
END_TEST

/* Windows that a refused argument left may be told, with their people. */
START_TEST(stray_windows_tell_too)
{
    begin_told();
    happens(message(SPACE_FIRST), refused(E_INVALIDARG));
    CREATED(0), ADDED(0, 0);
    TOLD_IS("noted");
    CREATED(0), ADDED(0, 0), ADDED(0, 0);
    TOLD_BREAKS("EVENT_MEMBERS");
    CREATED(0), ADDED(0, with_contact(BOB, 1));
    TOLD_IS("noted");
    control(IM_EV_SIGN_OUT);
    SIGNED_OUT(), DESTROYED(0), REMOVED(0, 0);
    TOLD_IS("noted");
    SIGNED_OUT(), SIGNED_OUT();
    TOLD_BREAKS("EVENT_SIGN");
    SIGNED_OUT(), SIGNED_IN();
    TOLD_BREAKS("EVENT_SIGN");
}
END_TEST

int main(void)
{
    return RUN("event windows", a_new_window_is_told_with_itself, a_closed_window_is_told_with_itself,
               a_window_that_opens_again_and_again, a_released_window_that_closed_is_gone,
               a_window_in_the_place_of_a_released_one, what_closed_is_not_always_known, who_joins_is_told,
               who_joins_unseen, who_perhaps_joins, a_member_of_a_window_that_opened_twice,
               who_leaves_is_told_when_the_window_closes, stray_windows_tell_too);
}
