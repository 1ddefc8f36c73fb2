/*
 * Events: which window and which contact each one carries, what the last status tells, and what an event tells of the
 * screen.
 */
#include "fixture.h"

#define QUEUE event(IM_EV_EVENTS)

/* What came beside events about windows and members: as many of each kind as are mentioned. */
static struct im_observation carried(const struct im_mention *mentions, uint32_t count)
{
    struct im_observation obs = { .mentions = mentions, .mention_count = count };
    for (uint32_t i = 0; i < count; i++) obs.told[mentions[i].told]++;
    if (obs.told[IM_TOLD_SIGNED_IN] == 0) obs.told[IM_TOLD_SIGNED_IN] = model.state.due[IM_TOLD_SIGNED_IN].hoped;
    return obs;
}
#define CARRIED(...)                              \
    carried((struct im_mention[]){ __VA_ARGS__ }, \
            sizeof((struct im_mention[]){ __VA_ARGS__ }) / sizeof(struct im_mention))

#define CREATED(window) ((struct im_mention){ IM_TOLD_CREATED, window, 0 })
#define DESTROYED(window) ((struct im_mention){ IM_TOLD_DESTROYED, window, 0 })
#define ADDED(window, contact) ((struct im_mention){ IM_TOLD_ADDED, window, contact })
#define REMOVED(window, contact) ((struct im_mention){ IM_TOLD_REMOVED, window, contact })

static struct im_observation status(enum im_status told)
{
    struct im_observation obs = took(model.state.due[IM_TOLD_CREATED].min, 0);
    obs.status = (uint8_t)told;
    obs.disconnecting = told == IM_STATUS_NOT_ONLINE;
    return obs;
}

/* Alice's and Bob's contact objects are the handles 1 and 2. */
static void with_contacts(void)
{
    begin_signed_in();
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    happens(get_contact(BOB, IM_SERVICE_PRIMARY), contact(2));
}

/* --- windows, R-64 ---------------------------------------------------------------------------------- */

START_TEST(windows_are_announced_by_their_own_objects)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    GRADE("preferred", QUEUE, CARRIED(CREATED(2), CREATED(1)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(0)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(3)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(IM_OBJECTS + 1)));
    BLAMES("EVENT_WINDOW", QUEUE, CARRIED(CREATED(1), CREATED(1)));
    happens(QUEUE, CARRIED(CREATED(1), CREATED(2)));
    opens(CAROL, 3);
    GRADE("preferred", QUEUE, CARRIED(CREATED(3)));
    BLAMES("EVENT_WINDOW", QUEUE, CARRIED(CREATED(1)));
}
END_TEST

START_TEST(windows_end_by_their_own_objects)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    happens(QUEUE, CARRIED(CREATED(1), CREATED(2)));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("preferred", QUEUE, CARRIED(DESTROYED(1)));
    GRADE("preferred", QUEUE, CARRIED(DESTROYED(0)));
    BLAMES("EVENT_WINDOW", QUEUE, CARRIED(DESTROYED(2)));
    happens(QUEUE, CARRIED(DESTROYED(1)));
    happens(of_window(IM_EV_USER_CLOSE, 2), result(S_OK));
    GRADE("preferred", QUEUE, CARRIED(DESTROYED(2)));
    BLAMES("EVENT_WINDOW", QUEUE, CARRIED(DESTROYED(1)));
}
END_TEST

/* However often a window came and went before anybody looked, its events are about it. */
START_TEST(a_window_that_opened_many_times)
{
    enum { TIMES = 5 };
    struct im_mention mentions[TIMES];
    for (int i = 0; i < TIMES; i++) {
        if (i > 0) releases(1);
        opens(ALICE, 1);
        mentions[i] = CREATED(1);
    }
    GRADE("preferred", QUEUE, carried(mentions, TIMES));
    mentions[0].window = 2;
    opens(BOB, 2);
    GRADE("preferred", QUEUE, carried(mentions, TIMES));
    mentions[1].window = 2;
    BLAMES("EVENT_WINDOW", QUEUE, carried(mentions, TIMES));
}
END_TEST

/* A count that is at its end stays a range: nothing is missing, and everything may come. */
START_TEST(more_windows_than_can_be_counted)
{
    for (int i = 0; i < UINT8_MAX + 10; i++) {
        opens(ALICE, 1);
        releases(1);
    }
    ck_assert_ptr_null(machine_check(&model.state));
    GRADE("preferred", QUEUE, took(UINT8_MAX, UINT8_MAX));
    GRADE("preferred", QUEUE, took(1, 0));
    GRADE("rejected", QUEUE, took(0, 0));
}
END_TEST

/* --- the screen: R-62, A-36 ------------------------------------------------------------------------------------- */

static const struct im_screen_window two_of_alice[] = { { .contacts = (const im_name[]){ ALICE }, .count = 1 },
                                                        { .contacts = (const im_name[]){ ALICE }, .count = 1 } };

static struct im_observation screen(uint32_t count)
{
    return (struct im_observation){ .windows = two_of_alice, .window_count = count };
}

START_TEST(what_was_told_to_be_gone_is_gone)
{
    opens(ALICE, 1);
    happens(QUEUE, took(1, 0));
    releases(1);
    GRADE("preferred", event(IM_EV_WINDOWS), screen(1));
    happens(QUEUE, took(0, 0));
    GRADE("preferred", event(IM_EV_WINDOWS), screen(1));
    ck_assert(!may_blame(event(IM_EV_WINDOWS), screen(2), IM_RULE_EVENT_DESTROYED));
    happens(QUEUE, took(0, 1));
    BLAMES("EVENT_DESTROYED", event(IM_EV_WINDOWS), screen(1));
    GRADE("preferred", event(IM_EV_WINDOWS), screen(0));
}
END_TEST

/* A call after that opens a window that must be announced; one that is not may be the old one, said to be gone. */
START_TEST(what_is_gone_opens_anew)
{
    opens(ALICE, 1);
    ck_assert(!may_blame(QUEUE, took(0, 0), IM_RULE_EVENT_DESTROYED));
    happens(QUEUE, took(1, 0));
    releases(1);
    happens(QUEUE, took(0, 1));
    opens(ALICE, 1);
    GRADE("preferred", QUEUE, took(1, 0));
    BLAMES("EVENT_CREATED", QUEUE, took(0, 0));
    ck_assert(may_blame(QUEUE, took(0, 0), IM_RULE_EVENT_DESTROYED));
    ck_assert(!may_blame(QUEUE, took(2, 0), IM_RULE_EVENT_DESTROYED));
}
END_TEST

/* The old window of somebody whose new one is open, too. */
START_TEST(an_old_window_is_gone_as_well)
{
    opens(ALICE, 1);
    releases(1);
    opens(ALICE, 1);
    GRADE("accepted", event(IM_EV_WINDOWS), screen(2));
    happens(QUEUE, took(2, 1));
    GRADE("rejected", event(IM_EV_WINDOWS), screen(2));
    GRADE("preferred", event(IM_EV_WINDOWS), screen(1));
    GRADE("rejected", event(IM_EV_WINDOWS), screen(0));
}
END_TEST

/* Which of two windows went is not known, nor is it of one that is held. */
START_TEST(what_may_be_there_yet)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    releases(1);
    releases(2);
    happens(QUEUE, took(2, 1));
    GRADE("noted", event(IM_EV_WINDOWS), screen(1));
    begin_signed_in();
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
    happens(message_contact(1), window(1));
    set_service(IM_EV_SERVICE_SIGN_OUT);
    happens(QUEUE, took(1, 1));
    GRADE("noted", get(1, IM_PROPERTY_IS_CLOSED), number(0));
}
END_TEST

/* --- members, A-45 ---------------------------------------------------------------------------------- */

START_TEST(who_joined_and_which_window)
{
    with_contacts();
    opens(ALICE, 1);
    GRADE("preferred", QUEUE, CARRIED(CREATED(1)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), ADDED(1, 1)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), ADDED(0, 1)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), ADDED(1, 0)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), ADDED(1, 3)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), ADDED(1, IM_CONTACTS_HELD + 1)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), ADDED(0, 0)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(CREATED(1), ADDED(1, 2)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(CREATED(1), ADDED(0, 2)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(CREATED(1), ADDED(1, 1), ADDED(1, 1)));
    opens(BOB, 2);
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(2, 2), ADDED(1, 1)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(0, 2), ADDED(0, 1)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(1, 2), ADDED(2, 1)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(2, 2), ADDED(2, 2)));
    BLAMES("EVENT_WINDOW", QUEUE, CARRIED(CREATED(1), CREATED(1), ADDED(1, 2)));
}
END_TEST

/* A name in other capitals is the same user's. */
START_TEST(who_joined_in_other_letters)
{
    begin_signed_in();
    happens(get_contact(ALICE_UPPER, IM_SERVICE_PRIMARY), contact(1));
    opens(ALICE, 1);
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), ADDED(1, 1)));
    GRADE("rejected", QUEUE, CARRIED(CREATED(1), ADDED(1, 1), ADDED(1, 1)));
}
END_TEST

/* Who is not named is one of those who are left. */
START_TEST(those_who_are_not_named)
{
    with_contacts();
    opens(ALICE, 1);
    opens(BOB, 2);
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(1, 0), ADDED(2, 0)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(1, 0), ADDED(0, 0)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(1, 1), ADDED(2, 0)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(1, 0), ADDED(1, 0)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(1, 1), ADDED(1, 0)));
    happens(QUEUE, CARRIED(CREATED(1), CREATED(2), ADDED(1, 1), ADDED(2, 2)));
    adds(1, BOB);
    GRADE("preferred", QUEUE, CARRIED(ADDED(1, 0)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(ADDED(2, 0)));
}
END_TEST

/* Somebody whom the user adds is announced where such events are raised at all. */
START_TEST(who_is_added_is_announced)
{
    with_contacts();
    opens(ALICE, 1);
    happens(QUEUE, CARRIED(CREATED(1)));
    adds(1, BOB);
    GRADE("preferred", QUEUE, CARRIED(ADDED(1, 2)));
    GRADE("preferred", QUEUE, CARRIED(ADDED(0, 2)));
    BLAMES("EVENT_MEMBERS", QUEUE, carried(NULL, 0));
    happens(QUEUE, CARRIED(ADDED(1, 2)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(ADDED(1, 2)));
    adds(1, BOB);
    GRADE("preferred", QUEUE, carried(NULL, 0));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(ADDED(1, 2)));
}
END_TEST

/* Where nothing is known of a window any longer, who joined it is not either. */
START_TEST(who_joined_a_forgotten_window)
{
    with_contacts();
    opens(ALICE, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    releases(1);
    GRADE("preferred", QUEUE, CARRIED(CREATED(0), DESTROYED(0), ADDED(0, 1)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(0), DESTROYED(0), ADDED(0, 2)));
    with_contacts();
    opens(ALICE, 1);
    releases(1);
    opens(ALICE, 1);
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(1), ADDED(1, 1), ADDED(1, 1)));
    GRADE("preferred", QUEUE, CARRIED(CREATED(1), CREATED(1), ADDED(1, 0), ADDED(1, 0)));
}
END_TEST

/* A window that a refused argument may have left has members, too. */
START_TEST(members_of_a_window_that_a_refusal_left)
{
    with_contacts();
    happens(message(SPACE_FIRST), refused(E_INVALIDARG));
    GRADE("noted", QUEUE, CARRIED(CREATED(0), ADDED(0, 2)));
    GRADE("rejected", QUEUE, CARRIED(CREATED(0), ADDED(0, 2), ADDED(0, 1)));
}
END_TEST

/* Nobody leaves a window that stays open. */
START_TEST(who_left)
{
    with_contacts();
    opens(ALICE, 1);
    opens(BOB, 2);
    happens(QUEUE, CARRIED(CREATED(1), CREATED(2)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(REMOVED(1, 1)));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("preferred", QUEUE, CARRIED(DESTROYED(1)));
    GRADE("preferred", QUEUE, CARRIED(DESTROYED(1), REMOVED(1, 1)));
    GRADE("preferred", QUEUE, CARRIED(DESTROYED(1), REMOVED(1, 0)));
    GRADE("preferred", QUEUE, CARRIED(DESTROYED(1), REMOVED(0, 2)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(DESTROYED(1), REMOVED(1, 2)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(DESTROYED(1), REMOVED(2, 2)));
    BLAMES("EVENT_MEMBERS", QUEUE, CARRIED(DESTROYED(1), REMOVED(2, 0)));
}
END_TEST

/* A window that closed after a lost connection, and is open again, was left in between. */
START_TEST(who_left_before_the_return)
{
    with_contacts();
    opens(ALICE, 1);
    happens(QUEUE, CARRIED(CREATED(1)));
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    happens(get(1, IM_PROPERTY_HWND), number(17));
    GRADE("preferred", QUEUE, CARRIED(REMOVED(1, 1)));
    GRADE("rejected", QUEUE, CARRIED(REMOVED(1, 2)));
}
END_TEST

/* --- the sign-in state, R-60 ------------------------------------------------------------------------ */

START_TEST(signing_in_and_out_is_told)
{
    GRADE("preferred", QUEUE, CARRIED({ IM_TOLD_SIGNED_IN, 1, 1 }));
    GRADE("noted", QUEUE, ((struct im_observation){ .mention_count = 0 }));
    BLAMES("EVENT_SIGN", QUEUE, CARRIED({ IM_TOLD_SIGNED_IN, 0, 0 }, { IM_TOLD_SIGNED_IN, 0, 0 }));
    BLAMES("EVENT_SIGN", QUEUE, CARRIED({ IM_TOLD_SIGNED_OUT, 0, 0 }));
    happens(QUEUE, CARRIED({ IM_TOLD_SIGNED_IN, 0, 0 }));
    set_service(IM_EV_SERVICE_SIGN_IN);
    BLAMES("EVENT_SIGN", QUEUE, CARRIED({ IM_TOLD_SIGNED_IN, 0, 0 }));
    control(IM_EV_SIGN_OUT);
    GRADE("preferred", QUEUE, CARRIED({ IM_TOLD_SIGNED_OUT, 0, 0 }));
    BLAMES("EVENT_SIGN", QUEUE, ((struct im_observation){ .mention_count = 0 }));
}
END_TEST

/* A lost connection may be told as a sign-out, and a return as a sign-in; neither is expected. */
START_TEST(a_lost_connection_may_be_told)
{
    happens(QUEUE, CARRIED({ IM_TOLD_SIGNED_IN, 0, 0 }));
    control(IM_EV_GO_OFFLINE);
    GRADE("preferred", QUEUE, CARRIED({ IM_TOLD_SIGNED_OUT, 0, 0 }));
    GRADE("preferred", QUEUE, carried(NULL, 0));
    happens(QUEUE, carried(NULL, 0));
    control(IM_EV_GO_ONLINE);
    GRADE("preferred", QUEUE, CARRIED({ IM_TOLD_SIGNED_IN, 0, 0 }));
    GRADE("preferred", QUEUE, carried(NULL, 0));
}
END_TEST

START_TEST(the_last_status_is_true)
{
    GRADE("preferred", QUEUE, status(IM_STATUS_ONLINE));
    GRADE("preferred", QUEUE, status(IM_STATUS_UNTOLD));
    BLAMES("EVENT_STATUS", QUEUE, status(IM_STATUS_NOT_ONLINE));
    control(IM_EV_SIGN_OUT);
    GRADE("preferred", QUEUE, status(IM_STATUS_NOT_ONLINE));
    GRADE("preferred", QUEUE, status(IM_STATUS_UNTOLD));
    BLAMES("EVENT_STATUS", QUEUE, status(IM_STATUS_ONLINE));
}
END_TEST

/* Who told a status that is no longer true should say so; of a lost connection he may be silent. */
START_TEST(a_status_that_was_told_is_kept)
{
    happens(QUEUE, status(IM_STATUS_ONLINE));
    GRADE("preferred", QUEUE, status(IM_STATUS_UNTOLD));
    control(IM_EV_GO_OFFLINE);
    GRADE("preferred", QUEUE, status(IM_STATUS_UNTOLD));
    BLAMES("EVENT_STATUS", QUEUE, status(IM_STATUS_ONLINE));
    control(IM_EV_SIGN_OUT);
    GRADE("noted", QUEUE, status(IM_STATUS_UNTOLD));
    GRADE("preferred", QUEUE, status(IM_STATUS_NOT_ONLINE));
    happens(QUEUE, status(IM_STATUS_NOT_ONLINE));
    GRADE("preferred", QUEUE, status(IM_STATUS_UNTOLD));
    control(IM_EV_SIGN_IN);
    GRADE("noted", QUEUE, status(IM_STATUS_UNTOLD));
    GRADE("preferred", QUEUE, status(IM_STATUS_ONLINE));
}
END_TEST

int main(void)
{
    return RUN("queue", windows_are_announced_by_their_own_objects, windows_end_by_their_own_objects,
               a_window_that_opened_many_times, more_windows_than_can_be_counted, what_was_told_to_be_gone_is_gone,
               what_is_gone_opens_anew, an_old_window_is_gone_as_well, what_may_be_there_yet,
               who_joined_and_which_window, who_joined_in_other_letters, those_who_are_not_named,
               who_is_added_is_announced, who_joined_a_forgotten_window, members_of_a_window_that_a_refusal_left,
               who_left, who_left_before_the_return, signing_in_and_out_is_told, a_lost_connection_may_be_told,
               the_last_status_is_true, a_status_that_was_told_is_kept);
}
