/*
 * The invariants of a state: each one is broken once by hand, and named.
 */
#include "fixture.h"
#include "queue.h"

#define BROKEN(text)                                                                                         \
    do {                                                                                                     \
        const char *broken = machine_check(&model.state);                                                    \
        ck_assert_msg(broken != NULL && strcmp(broken, text) == 0, "%s", broken == NULL ? "sound" : broken); \
        begin();                                                                                             \
    } while (0)

static struct im_state *state = &model.state;

/* Alice's window is open and object 1 is held. */
static void begin(void)
{
    begin_signed_in();
    opens(ALICE, 1);
    ck_assert_ptr_null(machine_check(state));
}

START_TEST(free_slots_are_empty)
{
    begin();
    state->objects[5].conversation = 1;
    BROKEN("a free object slot is not empty");
    state->objects[5].alive = IM_MAYBE;
    BROKEN("a free object slot is not empty");
    state->objects[5].close_worked = 1;
    BROKEN("a free object slot is not empty");
    state->objects[5].ended_by = IM_ENDED_BY_USER;
    BROKEN("a free object slot is not empty");
    state->objects[IM_OBJECTS - 1].placed_known = 1;
    BROKEN("a free object slot is not empty");
    state->conversations[5].shown = IM_MAYBE;
    BROKEN("a free conversation slot is not empty");
    state->conversations[5].ghosts = 1;
    BROKEN("a free conversation slot is not empty");
    state->conversations[IM_CONVERSATIONS - 1].secondary = 1;
    BROKEN("a free conversation slot is not empty");
    state->conversations[5].untold = 1;
    BROKEN("a free conversation slot is not empty");
}
END_TEST

START_TEST(objects_belong_to_one_conversation)
{
    begin();
    state->objects[0].conversation = 0;
    BROKEN("an object belongs to no conversation");
    state->objects[0].conversation = IM_CONVERSATIONS + 1;
    BROKEN("an object belongs to no conversation");
    state->objects[0].conversation = IM_CONVERSATIONS;
    BROKEN("an object belongs to a conversation that is not in use");
    state->conversations[0].members = IM_MEMBERS + 1;
    BROKEN("a conversation has too many members");
    state->conversations[1] = (struct im_conversation){ .member = { BOB }, .members = 1 };
    BROKEN("a conversation is kept of which nothing is left");
}
END_TEST

START_TEST(who_is_alive_has_a_window_and_a_connection)
{
    begin();
    state->conversations[0].shown = IM_NO;
    BROKEN("an object is alive and its window gone");
    state->client = IM_SIGNED_OUT;
    BROKEN("an object is alive without a connection");
    state->client = IM_OFFLINE;
    state->objects[0].alive = IM_NO;
    BROKEN("a window is shown without a connection");
}
END_TEST

START_TEST(what_is_due_is_a_range)
{
    begin();
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        state->due[i] = (struct im_due){ .min = 2, .max = 1 };
        BROKEN("more events must have been raised than may");
        state->due[i] = (struct im_due){ .min = 1, .hoped = 1, .max = 1 };
        BROKEN("more events must have been raised than may");
        state->due[i] = (struct im_due){ .min = 1, .hoped = 1, .max = 2 };
    }
    ck_assert_ptr_null(machine_check(state));
}
END_TEST

START_TEST(only_members_are_announced)
{
    begin();
    state->conversations[0].untold |= 1u << IM_UNTOLD_ADDED;
    ck_assert_ptr_null(machine_check(state));
    state->conversations[0].untold |= 2u << IM_UNTOLD_ADDED;
    BROKEN("somebody is to be announced who is not there");
}
END_TEST

START_TEST(what_may_be_is_sound)
{
    begin();
    state->conversations[0].members = IM_MEMBERS;
    state->conversations[1] = (struct im_conversation){ .member = { BOB }, .members = 1, .ghosts = 1 };
    state->conversations[2] = (struct im_conversation){ .member = { BOB }, .members = 1, .shown = IM_MAYBE };
    ck_assert_ptr_null(machine_check(state));
}
END_TEST

int main(void)
{
    return RUN("check", free_slots_are_empty, objects_belong_to_one_conversation,
               who_is_alive_has_a_window_and_a_connection, what_is_due_is_a_range, only_members_are_announced,
               what_may_be_is_sound);
}
