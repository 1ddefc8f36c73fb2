/*
 * Windows of several: who joins them, and what is known of one that was left without an object.
 */
#include "queue.h"

static uint8_t joined_bit(int member) { return (uint8_t)(1u << (IM_UNTOLD_ADDED + member)); }

/* Adds somebody who may be there already; `untold`: that may still be told.  False if there is no room. */
static bool let_in(const struct im_model *model, struct im_conversation *window, im_name name, bool untold)
{
    int at = 0;
    const struct im_text text = im_name_text(model, name);
    while (at < window->members && im_name_relation(im_name_text(model, window->member[at]), text) == IM_DIFFERENT)
        at++;
    if (at == IM_MEMBERS) return false;
    if (at == window->members) window->member[window->members++] = name;
    if (untold) window->untold |= joined_bit(at);
    return true;
}

bool im_both(const struct im_model *model, int group, const struct im_conversation *window,
             struct im_conversation *both)
{
    *both = model->state.conversations[group];
    for (int i = 0; i < window->members; i++) {
        bool untold = (window->untold & joined_bit(i)) != 0;
        if (!let_in(model, both, window->member[i], untold)) return false;
    }
    return true;
}

bool im_settle_group(struct im_state *state, const struct situation *situation, int conversation)
{
    struct im_conversation *window = &state->conversations[conversation], both;
    if (im_conversation_is_for(situation, window)) return true;
    const int index = im_group_behind(situation, conversation);
    if (!im_both(situation->model, index, window, &both)) return false;
    for (int i = 0; i < both.members; i++) window->member[i] = both.member[i];
    window->members = both.members;
    window->untold = (uint8_t)((window->untold & IM_UNTOLD_WINDOW) | (both.untold & ~IM_UNTOLD_WINDOW));
    im_count_up(&window->ghosts, both.ghosts);
    state->conversations[index] = (struct im_conversation){ 0 };
    return true;
}

/* Whoever joins a window that may be that of a group which was left may be there already. */
EFFECT(im_effect_add_contact)
{
    (void)obs, (void)shape;
    const im_name name = situation->event->name;
    const int index = situation->object->conversation - 1;
    struct im_conversation *conversation = &state->conversations[index], both;
    const enum im_relation nearest = im_nearest(situation->model, conversation, name);
    bool certain = nearest == IM_DIFFERENT;
    if (nearest == IM_SAME) return true;
    if (conversation->members == IM_MEMBERS) return false;
    conversation->member[conversation->members++] = name;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        if (!im_may_be_group_of(situation->model, i, index)) continue;
        if (im_nearest(situation->model, &state->conversations[i], name) != IM_DIFFERENT) certain = false;
        if (!im_both(situation->model, i, conversation, &both)) return false;
    }
    im_due_joined(state, index, conversation->members - 1, certain);
    return true;
}
