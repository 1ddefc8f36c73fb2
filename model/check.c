/*
 * The invariants of a state, as im_model.h states them in prose.
 */
#include "queue.h"

static bool empty_object(const struct im_object *object)
{
    return object->conversation == 0 && object->alive == IM_NO && object->close_worked == 0 && object->ended_by == 0 &&
           object->placed_known == 0;
}

static const char *check_object(const struct im_state *state, const struct im_object *object)
{
    if (object->refs == 0) return empty_object(object) ? NULL : "a free object slot is not empty";
    if (object->conversation == 0 || object->conversation > IM_CONVERSATIONS)
        return "an object belongs to no conversation";
    const struct im_conversation *conversation = &state->conversations[object->conversation - 1];
    if (conversation->members == 0) return "an object belongs to a conversation that is not in use";
    if (object->alive == IM_YES && conversation->shown == IM_NO) return "an object is alive and its window gone";
    if (object->alive == IM_YES && state->client != IM_SIGNED_IN) return "an object is alive without a connection";
    return NULL;
}

static const char *check_conversation(const struct im_state *state, int index)
{
    const struct im_conversation *conversation = &state->conversations[index];
    if (conversation->members == 0) {
        bool empty = conversation->shown == IM_NO && conversation->ghosts == 0 && conversation->secondary == 0 &&
                     conversation->untold == 0;
        return empty ? NULL : "a free conversation slot is not empty";
    }
    if (conversation->members > IM_MEMBERS) return "a conversation has too many members";
    if (conversation->untold >> (IM_UNTOLD_ADDED + conversation->members) != 0) {
        return "somebody is to be announced who is not there";
    }
    if (conversation->shown == IM_YES && state->client != IM_SIGNED_IN) return "a window is shown without a connection";
    if (conversation->shown == IM_NO && conversation->ghosts == 0 && !im_object_held(state, index)) {
        return "a conversation is kept of which nothing is left";
    }
    return NULL;
}

const char *machine_check(const struct im_state *state)
{
    for (int i = 0; i < IM_OBJECTS; i++) {
        const char *broken = check_object(state, &state->objects[i]);
        if (broken != NULL) return broken;
    }
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const char *broken = check_conversation(state, i);
        if (broken != NULL) return broken;
    }
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        const struct im_due *due = &state->due[i];
        if (due->min + due->hoped > due->max) return "more events must have been raised than may";
    }
    return NULL;
}
