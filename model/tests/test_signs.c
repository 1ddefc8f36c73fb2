/*
 * What observations show of open questions beside the outcome that allows them: released windows, events, codes of the
 * other documentation, answers that come late.
 */
#include "fixture.h"

/* The windows on the screen: `count` times one with that participant. */
static struct im_observation on_screen(im_name name, uint32_t count)
{
    static im_name people[1];
    static struct im_screen_window windows[2];
    people[0] = name;
    for (int i = 0; i < 2; i++) windows[i] = (struct im_screen_window){ people, 1 };
    return (struct im_observation){ .windows = windows, .window_count = count };
}

static struct im_observation nameless(void)
{
    static const struct im_screen_window window = { NULL, 0 };
    return (struct im_observation){ .windows = &window, .window_count = 1 };
}

#define WINDOWS event(IM_EV_WINDOWS)
#define EVENTS event(IM_EV_EVENTS)
#define TAKES(made, obs, reading) ck_assert(takes(made, obs, IM_R_##reading))
#define LEAVES(made, obs, reading) ck_assert(!takes(made, obs, IM_R_##reading))

/* the window stays, which is preferred, or closes, which is noted. */
START_TEST(the_last_release)
{
    LEAVES(WINDOWS, on_screen(ALICE, 0), LAST_RELEASE_CLOSES);
    opens(ALICE, 1);
    LEAVES(WINDOWS, on_screen(ALICE, 1), LAST_RELEASE_STAYS);
    releases(1);
    GRADE("preferred", WINDOWS, on_screen(ALICE, 1));
    TAKES(WINDOWS, on_screen(ALICE, 1), LAST_RELEASE_STAYS);
    LEAVES(WINDOWS, on_screen(ALICE, 1), LAST_RELEASE_CLOSES);
    LEAVES(WINDOWS, on_screen(ALICE, 1), RELEASED_SAME);
    GRADE("noted", WINDOWS, on_screen(ALICE, 0));
    TAKES(WINDOWS, on_screen(ALICE, 0), LAST_RELEASE_CLOSES);
    LEAVES(WINDOWS, on_screen(ALICE, 0), LAST_RELEASE_STAYS);
    GRADE("preferred", WINDOWS, nameless());
    LEAVES(WINDOWS, nameless(), LAST_RELEASE_STAYS);
}
END_TEST

/* Where another window, or what the caller did, could explain it as well, nothing is said. */
START_TEST(only_what_the_release_did_is_told)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    adds(2, ALICE);
    releases(1);
    LEAVES(WINDOWS, on_screen(ALICE, 1), LAST_RELEASE_STAYS);
    releases(2);
    LEAVES(WINDOWS, on_screen(CAROL, 0), LAST_RELEASE_CLOSES);
    control(IM_EV_SIGN_OUT);
    LEAVES(WINDOWS, on_screen(ALICE, 0), LAST_RELEASE_CLOSES);
    control(IM_EV_SIGN_IN);
    opens(CAROL, 1);
    releases(1);
    LEAVES(WINDOWS, on_screen(CAROL, 0), LAST_RELEASE_CLOSES);
}
END_TEST

START_TEST(a_window_of_the_other_service_is_another_matter)
{
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
    happens(message_contact(1), window(1));
    releases(1);
    LEAVES(WINDOWS, on_screen(SECOND, 0), LAST_RELEASE_CLOSES);
    LEAVES(EVENTS, took(1, 1), LAST_RELEASE_CLOSES);
}
END_TEST

START_TEST(strays_hide_it)
{
    opens(BOB, 2);
    struct im_observation stranger = took(1, 0);
    stranger.strangers = 1;
    TAKES(EVENTS, stranger, EVENT_OBJECT_ANOTHER);
    happens(message_form(IM_EMPTY), refused(E_INVALIDARG));
    LEAVES(EVENTS, stranger, EVENT_OBJECT_ANOTHER);
    begin_signed_in();
    opens(ALICE, 1);
    releases(1);
    happens(message_form(IM_EMPTY), refused(E_INVALIDARG));
    LEAVES(WINDOWS, on_screen(ALICE, 0), LAST_RELEASE_CLOSES);
    LEAVES(EVENTS, took(1, 1), LAST_RELEASE_CLOSES);
    LEAVES(EVENTS, took(1, 0), FIRST_ADDED_NONE);
    struct im_observation obs = took(1, 0);
    obs.told[IM_TOLD_ADDED] = 1;
    LEAVES(EVENTS, obs, FIRST_ADDED_ONE);
}
END_TEST

START_TEST(the_end_of_a_released_window_is_told)
{
    opens(ALICE, 1);
    LEAVES(EVENTS, took(1, 0), LAST_RELEASE_CLOSES);
    releases(1);
    LEAVES(EVENTS, took(1, 0), LAST_RELEASE_CLOSES);
    GRADE("noted", EVENTS, took(1, 1));
    TAKES(EVENTS, took(1, 1), LAST_RELEASE_CLOSES);
    opens(BOB, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    LEAVES(EVENTS, took(2, 1), LAST_RELEASE_CLOSES);
    TAKES(EVENTS, took(2, 2), LAST_RELEASE_CLOSES);
    happens(message(ALICE), window(2));
    LEAVES(EVENTS, took(3, 2), LAST_RELEASE_CLOSES);
}
END_TEST

/* what was left open is used again, or a second window opens. */
START_TEST(after_the_last_release)
{
    opens(ALICE, 1);
    releases(1);
    happens(WINDOWS, on_screen(ALICE, 1));
    opens(ALICE, 1);
    GRADE("accepted", WINDOWS, on_screen(ALICE, 2));
    TAKES(WINDOWS, on_screen(ALICE, 2), RELEASED_NEW);
    /* `takes` asks with a ledger that forgets: what was seen of the release is not known to it */
    LEAVES(WINDOWS, on_screen(ALICE, 1), RELEASED_SAME);
    LEAVES(WINDOWS, on_screen(ALICE, 2), RELEASED_SAME);
    happens(WINDOWS, on_screen(ALICE, 1));
    ck_assert_uint_eq(ledger.taken[IM_R_RELEASED_SAME], 1);
    ck_assert_uint_eq(ledger.taken[IM_R_RELEASED_NEW], 0);
    happens(WINDOWS, on_screen(ALICE, 2));
    ck_assert_uint_eq(ledger.taken[IM_R_RELEASED_SAME], 1);
    ck_assert_uint_eq(ledger.taken[IM_R_RELEASED_NEW], 1);
}
END_TEST

/* One window says nothing where the first may have closed. */
START_TEST(one_window_may_be_a_new_one)
{
    opens(ALICE, 1);
    releases(1);
    opens(ALICE, 1);
    happens(WINDOWS, on_screen(ALICE, 1));
    ck_assert_uint_eq(ledger.taken[IM_R_RELEASED_SAME], 0);
    ledger.taken[IM_R_LAST_RELEASE_STAYS] = ledger.taken[IM_R_LAST_RELEASE_CLOSES] = 1;
    happens(WINDOWS, on_screen(ALICE, 1));
    ck_assert_uint_eq(ledger.taken[IM_R_RELEASED_SAME], 0);
}
END_TEST

/* the first recipient is told or not; the event carries the returned object or another one of the window. */
START_TEST(what_the_events_of_a_new_window_are)
{
    LEAVES(EVENTS, took(0, 0), FIRST_ADDED_NONE);
    opens(ALICE, 1);
    struct im_observation plain = took(1, 0), added = took(1, 0), named = took(1, 0);
    TAKES(EVENTS, plain, FIRST_ADDED_NONE);
    LEAVES(EVENTS, plain, EVENT_OBJECT_ANOTHER);
    GRADE("preferred", EVENTS, plain);
    plain.strangers = 1;
    TAKES(EVENTS, plain, EVENT_OBJECT_ANOTHER);
    LEAVES(EVENTS, plain, EVENT_OBJECT_RETURNED);
    GRADE("accepted", EVENTS, plain);
    added.told[IM_TOLD_ADDED] = 1;
    TAKES(EVENTS, added, FIRST_ADDED_ONE);
    LEAVES(EVENTS, added, FIRST_ADDED_NONE);
    struct im_mention mention = { .told = IM_TOLD_CREATED, .window = 1 };
    named.mentions = &mention;
    named.mention_count = 1;
    TAKES(EVENTS, named, EVENT_OBJECT_RETURNED);
    LEAVES(EVENTS, named, EVENT_OBJECT_ANOTHER);
    GRADE("preferred", EVENTS, named);
    mention.window = 0;
    LEAVES(EVENTS, named, EVENT_OBJECT_RETURNED);
    struct im_mention other = { .told = IM_TOLD_ADDED, .window = 1 };
    added.mentions = &other;
    added.mention_count = 1;
    LEAVES(EVENTS, added, EVENT_OBJECT_RETURNED);
}
END_TEST

/* Of two windows, and of one that nobody holds, it cannot be told which object an event would have carried. */
START_TEST(which_object_an_event_should_carry_must_be_known)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    struct im_observation two = took(2, 0);
    two.strangers = 1;
    LEAVES(EVENTS, two, EVENT_OBJECT_ANOTHER);
    happens(EVENTS, took(2, 0));
    opens(CAROL, 3);
    struct im_observation one = took(1, 0);
    one.strangers = 1;
    TAKES(EVENTS, one, EVENT_OBJECT_ANOTHER);
    releases(3);
    LEAVES(EVENTS, one, EVENT_OBJECT_ANOTHER);
}
END_TEST

static struct im_observation late(struct im_observation obs, enum im_waited waited)
{
    obs.waited = (uint8_t)waited;
    return obs;
}

/* the handle is there at once (preferred), or soon (accepted; noted if it was an error before). */
START_TEST(a_handle_that_comes_late)
{
    opens(ALICE, 1);
    const struct im_event handle = get(1, IM_PROPERTY_HWND), closed = get(1, IM_PROPERTY_IS_CLOSED);
    GRADE("preferred", handle, number(7));
    TAKES(handle, number(7), USABLE_AT_ONCE);
    LEAVES(handle, number(7), USABLE_LATER);
    GRADE("accepted", handle, late(number(7), IM_AFTER_ANOTHER));
    TAKES(handle, late(number(7), IM_AFTER_ANOTHER), USABLE_LATER);
    GRADE("noted", handle, late(number(7), IM_AFTER_FAILURE));
    TAKES(handle, late(number(7), IM_AFTER_FAILURE), USABLE_LATER);
    LEAVES(handle, late(number(7), IM_AFTER_FAILURE), USABLE_AT_ONCE);
    LEAVES(closed, number(0), USABLE_AT_ONCE);
    happens(handle, number(7));
    LEAVES(handle, number(7), USABLE_AT_ONCE);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    LEAVES(handle, number(0), USABLE_AT_ONCE);
}
END_TEST

START_TEST(a_member_that_is_closed_to_script_says_nothing)
{
    opens(ALICE, 1);
    world.invoke_only = true;
    GRADE("accepted", get(1, IM_PROPERTY_HWND), result(E_NOTIMPL));
    LEAVES(get(1, IM_PROPERTY_HWND), result(E_NOTIMPL), USABLE_AT_ONCE);
    ck_assert(unspecified(get(2, IM_PROPERTY_HWND)));
    const struct im_event nobody = get(2, IM_PROPERTY_HWND);
    struct situation s;
    im_situation_of(&s, &model, &nobody);
    struct im_judgement judgement = { .grade = IM_PREFERRED };
    const struct im_observation seven = number(7);
    im_read_signs(&s, &seven, &judgement);
    ck_assert_int_eq(judgement.takes, 0);
}
END_TEST

/* nobody in the list is noted where it fills later. */
START_TEST(a_list_that_fills_later)
{
    opens(ALICE, 1);
    const im_name people[] = { ALICE, BOB };
    struct im_observation alice = { .names = people, .name_count = 1 };
    const struct im_event list = of_window(IM_EV_CONTACTS, 1);
    GRADE("preferred", list, alice);
    TAKES(list, alice, FILLED_AT_ONCE);
    LEAVES(list, alice, FILLED_LATER);
    GRADE("noted", list, late(alice, IM_AFTER_ANOTHER));
    TAKES(list, late(alice, IM_AFTER_FAILURE), FILLED_LATER);
    LEAVES(list, late(alice, IM_AFTER_ANOTHER), FILLED_AT_ONCE);
    adds(1, BOB);
    alice.name_count = 2;
    GRADE("preferred", list, late(alice, IM_AFTER_ANOTHER));
    LEAVES(list, alice, FILLED_AT_ONCE);
}
END_TEST

/* which code it is in the other documentation. */
START_TEST(codes_of_the_other_documentation)
{
    const struct im_observation cleared = refused(E_INVALIDARG);
    LEAVES(message_form(IM_EMPTY), cleared, OC_ARGUMENT_INVALIDARG);
    world.profile = im_profile_find("communicator-2007");
    TAKES(message_form(IM_EMPTY), cleared, OC_ARGUMENT_INVALIDARG);
    TAKES(message_form(IM_NULL_STRING), refused(E_FAIL), OC_ARGUMENT_FAIL);
    LEAVES(message_form(IM_NULL_STRING), refused(E_FAIL), OC_SELF_FAIL);
    TAKES(message(ME), refused(E_FAIL), OC_SELF_FAIL);
    LEAVES(message(ME), refused(E_FAIL), OC_SELF_OTHER);
    TAKES(message(ME), refused(E_UNEXPECTED), OC_SELF_OTHER);
    struct im_event pointer = message(ALICE);
    pointer.out_null = 1;
    static const struct {
        uint32_t code;
        enum im_reading reading;
    } pointers[] = { { NULL_REF, IM_R_OC_POINTER_NULL_REF },
                     { 0x80004003u, IM_R_OC_POINTER_POINTER },
                     { E_INVALIDARG, IM_R_OC_POINTER_INVALIDARG },
                     { E_FAIL, IM_R_OC_POINTER_FAIL } };
    for (size_t i = 0; i < 4; i++) {
        const struct im_observation obs = { .hresult = pointers[i].code, .out = IM_OUT_NONE };
        for (size_t j = 0; j < 4; j++) ck_assert_int_eq(takes(pointer, obs, pointers[j].reading), i == j);
    }
    control(IM_EV_SIGN_OUT);
    TAKES(message(ALICE), refused(NOT_LOGGED_ON), OC_OUT_NOT_LOGGED_ON);
    TAKES(message(ALICE), refused(NOT_LOGGED_ON), OUT_CODE_NAMED);
    TAKES(message(ALICE), refused(E_FAIL), OC_OUT_FAIL);
    LEAVES(message(ALICE), refused(E_FAIL), OUT_CODE_NAMED);
    TAKES(message(ALICE), refused(DISCONNECTED), OUT_CODE_OTHER);
    TAKES(message(ALICE), refused(0x81000318u), OUT_CODE_OTHER);
    LEAVES(message(ALICE), refused(DISCONNECTED), OC_OUT_NOT_LOGGED_ON);
}
END_TEST

int main(void)
{
    return RUN(
        "signs", the_last_release, only_what_the_release_did_is_told, a_window_of_the_other_service_is_another_matter,
        strays_hide_it, the_end_of_a_released_window_is_told, after_the_last_release, one_window_may_be_a_new_one,
        what_the_events_of_a_new_window_are, which_object_an_event_should_carry_must_be_known, a_handle_that_comes_late,
        a_member_that_is_closed_to_script_says_nothing, a_list_that_fills_later, codes_of_the_other_documentation);
}
