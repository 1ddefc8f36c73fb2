/*
 * Windows of several contacts, whose members have windows of their own too.
 */
#include "events_fixture.h"

/* in one frame for all, the same handle does not say that it is the same window. */
START_TEST(a_member_in_a_frame)
{
    const im_name both[] = { ALICE, BOB }, bob[] = { BOB };
    const struct im_screen_window two[] = { { both, 2 }, { bob, 1 } };
    opens(ALICE, 1);
    adds(1, BOB);
    happens(message(BOB), seen_window(S_OK, 2, IM_SEEN_YES));
    GRADE("preferred", event(IM_EV_WINDOWS), ((struct im_observation){ .windows = two, .window_count = 1 }));
    GRADE("preferred", event(IM_EV_WINDOWS), ((struct im_observation){ .windows = two, .window_count = 2 }));
    ck_assert_ptr_null(machine_check(&model.state));
}
END_TEST

/* whoever has a window of his own and is in a group window too may get either. */
START_TEST(a_member_with_a_window_of_his_own)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    adds(1, BOB);
    GRADE("preferred", message(BOB), window(2));
    GRADE("preferred", message(BOB), window(1));
    GRADE("accepted", message(BOB), seen_window(S_OK, 3, IM_SEEN_YES));
    GRADE("accepted", message(BOB), seen_window(S_OK, 3, IM_SEEN_SECOND));
    GRADE("rejected", message(BOB), seen_window(S_OK, 3, IM_SEEN_NO));
    happens(message(BOB), seen_window(S_OK, 3, IM_SEEN_SECOND));
    ck_assert_int_eq(model.state.objects[2].conversation, model.state.objects[0].conversation);
    happens(message(BOB), window(1));
    ck_assert_int_eq(model.state.objects[0].refs, 2);
    opens(CAROL, 4);
    GRADE("rejected", message(BOB), window(4));
    GRADE("rejected", message(CAROL), seen_window(S_OK, 5, IM_SEEN_SECOND));
}
END_TEST

/* a window of several that works again after coming back is still theirs; one of a single contact is his. */
START_TEST(a_group_that_comes_back)
{
    opens(ALICE, 1);
    adds(1, BOB);
    opens(CAROL, 2);
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    happens(message(ALICE), seen_window(S_OK, 1, IM_SEEN_YES));
    happens(message(CAROL), seen_window(S_OK, 2, IM_SEEN_YES));
    ck_assert_int_eq(model.state.conversations[model.state.objects[0].conversation - 1].members, 2);
    ck_assert_int_eq(model.state.conversations[model.state.objects[1].conversation - 1].members, 1);
    GRADE("accepted", message(BOB), window(1));
    GRADE("preferred", message(BOB), window(3));
    GRADE("rejected", message(BOB), window(2));
}
END_TEST

static struct im_observation two(im_name first, im_name second)
{
    static im_name list[2];
    list[0] = first;
    list[1] = second;
    return (struct im_observation){ .names = list, .name_count = 2 };
}

/* what a call gives after the object of a window of several was released may be that window again. */
START_TEST(a_group_that_was_released)
{
    opens(ALICE, 1);
    adds(1, BOB);
    happens(event(IM_EV_EVENTS), took(1, 0));
    opens(CAROL, 2);
    happens(event(IM_EV_EVENTS), took(1, 0));
    releases(1);
    opens(ALICE, 1);
    const struct im_event contacts = of_window(IM_EV_CONTACTS, 1);
    GRADE("preferred", contacts, two(ALICE, BOB));
    GRADE("accepted", contacts, two(ALICE_UPPER, BOB));
    GRADE("rejected", contacts, two(ALICE, CAROL));
    GRADE("rejected", contacts, two(BOB, CAROL));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 2), two(ALICE, BOB));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 2), two(CAROL, BOB));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 0));
    GRADE("rejected", event(IM_EV_EVENTS), took(2, 0));
}
END_TEST

/* ... and may not while its object is held, though nobody knows whether it is still shown. */
START_TEST(a_group_that_is_held_may_be_back_itself)
{
    opens(ALICE, 1);
    adds(1, BOB);
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    opens(ALICE, 2);
    GRADE("rejected", of_window(IM_EV_CONTACTS, 2), two(ALICE, BOB));
}
END_TEST

/* Success without a pointer says nothing of a window while another spelling of a released one is open. */
START_TEST(nothing_given_for_a_released_spelling)
{
    happens(message(ALICE_UPPER), seen_window(S_OK, 2, IM_SEEN_NO));
    happens(message(ALICE), seen_window(S_OK, 1, IM_SEEN_NO));
    happens(event(IM_EV_EVENTS), took(2, 0));
    releases(1);
    happens(message(ALICE), refused(S_FALSE));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 0));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 0));
    GRADE("rejected", event(IM_EV_EVENTS), took(2, 0));
}
END_TEST

/* What comes back with its object is the window that it was. */
START_TEST(a_stranger_in_what_came_back)
{
    opens(ALICE, 1);
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    const struct im_screen_window alone = { .contacts = (im_name[]){ ALICE }, .count = 1 },
                                  more = { .contacts = (im_name[]){ ALICE, DAVE }, .count = 2 };
    GRADE("noted", event(IM_EV_WINDOWS), ((struct im_observation){ .windows = &alone, .window_count = 1 }));
    GRADE("rejected", event(IM_EV_WINDOWS), ((struct im_observation){ .windows = &more, .window_count = 1 }));
}
END_TEST

/* ... for whoever else was in it, too. */
START_TEST(a_group_that_was_released_has_others)
{
    opens(ALICE, 1);
    adds(1, BOB);
    releases(1);
    opens(ALICE, 1);
    opens(CAROL, 2);
    GRADE("rejected", message(DAVE), window(1));
    GRADE("rejected", message(BOB), window(2));
    GRADE("preferred", message(BOB), window(3));
    GRADE("accepted", message(BOB), seen_window(S_OK, 3, IM_SEEN_YES));
    happens(message(BOB), window(1));
    GRADE("preferred", of_window(IM_EV_CONTACTS, 1), two(ALICE, BOB));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 1),
          ((struct im_observation){ .names = (im_name[]){ ALICE }, .name_count = 1 }));
    const struct im_screen_window on_screen[] = { { .contacts = (im_name[]){ ALICE, BOB }, .count = 2 },
                                                  { .contacts = (im_name[]){ CAROL }, .count = 1 } };
    GRADE("preferred", event(IM_EV_WINDOWS), ((struct im_observation){ .windows = on_screen, .window_count = 2 }));
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    GRADE("preferred", message(BOB), window(3));
}
END_TEST

/* ... also as another object of the same window; and when nobody knows whether that is alive. */
START_TEST(a_group_that_was_released_has_other_objects)
{
    opens(ALICE, 1);
    adds(1, BOB);
    releases(1);
    opens(ALICE, 1);
    happens(message(BOB), seen_window(S_OK, 2, IM_SEEN_YES));
    ck_assert_int_eq(model.state.objects[0].conversation, model.state.objects[1].conversation);
    GRADE("preferred", of_window(IM_EV_CONTACTS, 2), two(ALICE, BOB));
}
END_TEST

/* ... and may not where it is held, or was closed. */
START_TEST(a_group_that_is_held_or_gone)
{
    opens(ALICE, 1);
    adds(1, BOB);
    opens(ALICE, 2);
    GRADE("rejected", of_window(IM_EV_CONTACTS, 2), two(ALICE, BOB));
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    releases(1);
    GRADE("rejected", of_window(IM_EV_CONTACTS, 2), two(ALICE, BOB));
}
END_TEST

/* --- who joins what may be a group that was left --- */

static struct im_event joins(uint8_t window, im_name name)
{
    struct im_event made = of_window(IM_EV_USER_ADD_CONTACT, window);
    made.name = name;
    return made;
}

/* Bob's window, which may be the one that Alice's became when he joined it, and that was left. */
static void opens_what_may_be_a_group(void)
{
    opens(ALICE, 1);
    adds(1, BOB);
    happens(event(IM_EV_EVENTS), took(1, 0));
    releases(1);
    opens(BOB, 1);
}

/* who is there already joins nothing, so nothing need be told. */
START_TEST(a_member_joins_what_may_be_his_group)
{
    opens_what_may_be_a_group();
    adds(1, ALICE);
    ck_assert_int_eq(model.state.due[IM_TOLD_ADDED].hoped, 0);
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 0));
    adds(1, CAROL);
    ck_assert_int_eq(model.state.due[IM_TOLD_ADDED].hoped, 1);
    struct im_observation nobody = took(1, 0);
    nobody.told[IM_TOLD_ADDED] = 0;
    BLAMES("EVENT_MEMBERS", event(IM_EV_EVENTS), nobody);
}
END_TEST

/* ... and who was not is in it from then on, if it is that window. */
START_TEST(somebody_else_joins_what_may_be_a_group)
{
    const im_name all[] = { ALICE, BOB, CAROL };
    opens_what_may_be_a_group();
    adds(1, CAROL);
    GRADE("preferred", of_window(IM_EV_CONTACTS, 1), ((struct im_observation){ .names = all, .name_count = 3 }));
    GRADE("preferred", of_window(IM_EV_CONTACTS, 1), two(BOB, CAROL));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 1), two(ALICE, BOB));
    happens(message(ALICE), window(1));
    GRADE("preferred", of_window(IM_EV_CONTACTS, 1), ((struct im_observation){ .names = all, .name_count = 3 }));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 1), two(BOB, CAROL));
    happens(message(CAROL), window(1));
    GRADE("rejected", message(DAVE), window(1));
}
END_TEST

/* ... where he is in a group no longer than that may be its window. */
START_TEST(somebody_joins_another_window_of_a_member)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    adds(1, BOB);
    releases(1);
    opens(ALICE, 1);
    adds(2, CAROL);
    GRADE("preferred", of_window(IM_EV_CONTACTS, 1), two(ALICE, BOB));
    GRADE("preferred", of_window(IM_EV_CONTACTS, 2), two(BOB, CAROL));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 1), two(ALICE, CAROL));
}
END_TEST

/* ... and is told of it once, also when it has turned out which window it is; so are those of the group. */
START_TEST(who_joined_what_was_a_group_is_told)
{
    const uint8_t bob = with_contact(BOB, 1), carol = with_contact(CAROL, 2), dave = with_contact(DAVE, 3);
    opens(ALICE, 1);
    adds(1, BOB);
    releases(1);
    opens(BOB, 1);
    adds(1, CAROL);
    happens(message(ALICE), window(1));
    SIGNED_IN(), CREATED(0), ADDED(1, carol), ADDED(0, bob);
    TOLD_IS("preferred");
    SIGNED_IN(), CREATED(0), ADDED(1, bob), ADDED(1, carol);
    TOLD_IS("preferred");
    SIGNED_IN(), CREATED(0), ADDED(1, carol), ADDED(1, carol);
    TOLD_BREAKS("EVENT_MEMBERS");
    SIGNED_IN(), CREATED(0), ADDED(1, carol), ADDED(1, dave);
    TOLD_BREAKS("EVENT_MEMBERS");
    ADDED(1, carol), ADDED(1, bob), SIGNED_IN(), CREATED(0);
    TAKE();
    ADDED(1, carol);
    TOLD_BREAKS("EVENT_MEMBERS");
}
END_TEST

/* One who joined a window of his own is in it still when it turns out that it is another's. */
START_TEST(two_windows_become_one)
{
    opens(ALICE, 1);
    adds(1, BOB);
    opens(BOB, 2);
    adds(2, CAROL);
    struct im_observation everything = took(2, 0);
    everything.told[IM_TOLD_ADDED] = model.state.due[IM_TOLD_ADDED].max;
    happens(event(IM_EV_EVENTS), everything);
    releases(1);
    happens(message(ALICE), window(2));
    const im_name all[] = { ALICE, BOB, CAROL };
    GRADE("preferred", of_window(IM_EV_CONTACTS, 2), ((struct im_observation){ .names = all, .name_count = 3 }));
}
END_TEST

/* An event that names no window is about one that nobody holds, if it can be. */
START_TEST(who_joined_a_window_that_was_released_is_told)
{
    const uint8_t bob = with_contact(BOB, 1);
    opens(ALICE, 1);
    adds(1, BOB);
    opens(CAROL, 2);
    adds(2, BOB);
    releases(2);
    SIGNED_IN(), CREATED(0), CREATED(0), ADDED(1, 0), ADDED(1, 0), ADDED(0, bob);
    TOLD_IS("preferred");
    SIGNED_IN(), CREATED(0), CREATED(0), ADDED(0, bob), ADDED(0, bob);
    TOLD_IS("preferred");
    SIGNED_IN(), CREATED(0), CREATED(0), ADDED(0, bob), ADDED(0, bob), ADDED(0, bob);
    TOLD_BREAKS("EVENT_MEMBERS");
}
END_TEST

/* ... also when nothing is left of that window. */
START_TEST(who_joined_a_window_that_is_gone_is_told)
{
    const uint8_t alice = with_contact(ALICE, 1), bob = with_contact(BOB, 2);
    opens(ALICE, 1);
    happens(message(ALICE_UPPER), seen_window(S_OK, 2, IM_SEEN_NO));
    happens(of_window(IM_EV_USER_CLOSE, 2), result(S_OK));
    releases(2);
    SIGNED_IN(), CREATED(0), CREATED(0), ADDED(1, 0), ADDED(0, alice), DESTROYED(0);
    TOLD_IS("preferred");
    SIGNED_IN(), CREATED(0), CREATED(0), ADDED(1, alice), ADDED(0, alice), DESTROYED(0);
    TOLD_IS("preferred");
    SIGNED_IN(), CREATED(0), CREATED(0), ADDED(1, bob), ADDED(0, alice), DESTROYED(0);
    TOLD_BREAKS("EVENT_MEMBERS");
}
END_TEST

/* Whom an event without a contact is about is plain where one alone is untold; he is not waited for any longer. */
START_TEST(who_joined_unnamed_is_told)
{
    const uint8_t alice = with_contact(ALICE, 1);
    begin_told();
    opens(BOB, 1);
    releases(1);
    opens(BOB, 1);
    opens(CAROL, 2);
    CREATED(0), CREATED(2), ADDED(2, 0), ADDED(0, 0);
    TAKE();
    opens(ALICE, 3);
    happens(of_window(IM_EV_USER_CLOSE, 3), result(S_OK));
    releases(3);
    CREATED(0), ADDED(0, alice), DESTROYED(0);
    TOLD_IS("preferred");
    CREATED(0), ADDED(2, 0), DESTROYED(0);
    TOLD_BREAKS("EVENT_MEMBERS");
}
END_TEST

/* ... and of two it may be either. */
START_TEST(who_of_two_joined_unnamed_is_open)
{
    const uint8_t alice = with_contact(ALICE, 1), bob = with_contact(BOB, 2);
    begin_told();
    opens(ALICE, 1);
    adds(1, BOB);
    CREATED(1), ADDED(1, 0);
    TAKE();
    ADDED(1, bob);
    TOLD_IS("preferred");
    ADDED(1, alice);
    TOLD_IS("preferred");
}
END_TEST

/* What has no more room stays as it was. */
START_TEST(more_than_there_is_room_for)
{
    opens(ALICE, 1);
    adds(1, BOB);
    opens(BOB, 2);
    adds(2, LISTED);
    adds(1, CAROL);
    adds(1, DAVE);
    const struct im_event fifth = joins(1, LISTED), called = message(ALICE);
    const struct im_observation done = result(S_OK), same = window(2), joined = seen_window(S_OK, 3, IM_SEEN_YES);
    ck_assert(!oracle_advance(&model, &fifth, &done));
    releases(1);
    GRADE("preferred", of_window(IM_EV_CONTACTS, 2), two(BOB, LISTED));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 2), two(ALICE, BOB));
    struct im_model before = model;
    ck_assert(!oracle_advance(&model, &called, &same));
    ck_assert(!oracle_advance(&model, &called, &joined));
    ck_assert_mem_eq(&before.state, &model.state, sizeof model.state);
    releases(2);
    opens(BOB, 2);
    const struct im_event another = joins(2, EVE);
    ck_assert(!oracle_advance(&model, &another, &done));
}
END_TEST

/* somebody who joins under another spelling of a name that is there may be told once. */
START_TEST(a_member_in_two_spellings)
{
    const im_name once[] = { ALICE_UPPER }, twice[] = { ALICE_UPPER, ALICE };
    opens(ALICE_UPPER, 1);
    adds(1, ALICE);
    const struct im_event contacts = of_window(IM_EV_CONTACTS, 1);
    GRADE("accepted", contacts, ((struct im_observation){ .names = once, .name_count = 1 }));
    GRADE("preferred", contacts, ((struct im_observation){ .names = twice, .name_count = 2 }));
    adds(1, BOB);
    GRADE("rejected", contacts, ((struct im_observation){ .names = once, .name_count = 1 }));
    GRADE("accepted", contacts, two(ALICE_UPPER, BOB));
}
END_TEST

int main(void)
{
    return RUN("groups", a_member_in_a_frame, a_member_with_a_window_of_his_own, a_group_that_comes_back,
               a_group_that_was_released, a_group_that_was_released_has_others,
               a_group_that_was_released_has_other_objects, a_group_that_is_held_or_gone, a_member_in_two_spellings,
               a_group_that_is_held_may_be_back_itself, nothing_given_for_a_released_spelling,
               a_stranger_in_what_came_back, a_member_joins_what_may_be_his_group,
               somebody_else_joins_what_may_be_a_group, who_joined_what_was_a_group_is_told,
               somebody_joins_another_window_of_a_member, two_windows_become_one, more_than_there_is_room_for,
               who_joined_a_window_that_was_released_is_told, who_joined_a_window_that_is_gone_is_told,
               who_joined_unnamed_is_told, who_of_two_joined_unnamed_is_open);
}
