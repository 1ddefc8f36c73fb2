/*
 * The situation in which an event happens: who is meant, and which conversations concern him.
 */
#include "machine.h"

bool im_object_held(const struct im_state *state, int conversation)
{
    for (int i = 0; i < IM_OBJECTS; i++) {
        if (state->objects[i].refs > 0 && state->objects[i].conversation == conversation + 1) return true;
    }
    return false;
}

bool im_may_be_back(const struct im_state *state, int conversation)
{
    for (int i = 0; i < IM_OBJECTS; i++) {
        const struct im_object *object = &state->objects[i];
        if (object->alive == IM_MAYBE && object->conversation == conversation + 1) return true;
    }
    return false;
}

bool im_perhaps_taken(struct im_state *state, const struct situation *situation, int opened)
{
    bool taken = false;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        struct im_conversation *other = &state->conversations[i];
        if (i == opened || other->shown == IM_NO) continue;
        if (other->shown == IM_YES && im_object_held(state, i)) continue;
        if (im_nearest(situation->model, other, situation->name) == IM_DIFFERENT) continue;
        other->shown = IM_MAYBE;
        taken = true;
    }
    return taken;
}

/* The most that is known of the objects of a conversation: IM_NO where all are dead or there is none. */
static enum im_known liveliest(const struct im_state *state, int conversation)
{
    enum im_known best = IM_NO;
    for (int i = 0; i < IM_OBJECTS; i++) {
        const struct im_object *object = &state->objects[i];
        if (object->refs > 0 && object->conversation == conversation + 1 && object->alive > best) best = object->alive;
    }
    return best;
}

enum im_relation im_nearest(const struct im_model *model, const struct im_conversation *conversation, im_name name)
{
    enum im_relation best = IM_DIFFERENT;
    for (int i = 0; i < conversation->members; i++) {
        im_name member = conversation->member[i];
        enum im_relation relation =
            member == name ? IM_SAME : im_name_relation(im_name_text(model, member), im_name_text(model, name));
        if (relation < best) best = relation;
    }
    return best;
}

bool im_conversation_is_for(const struct situation *s, const struct im_conversation *conversation)
{
    return s->has_name && im_nearest(s->model, conversation, s->name) != IM_DIFFERENT;
}

bool im_conversation_is_exact(const struct situation *s, const struct im_conversation *conversation)
{
    return conversation->members == 1 && im_nearest(s->model, conversation, s->name) == IM_SAME &&
           (conversation->secondary != 0) == s->secondary;
}

bool im_may_be_group_of(const struct im_model *model, int group, int conversation)
{
    const struct im_conversation *left = &model->state.conversations[group];
    if (left->members < 2 || left->shown != IM_MAYBE || im_object_held(&model->state, group)) return false;
    return im_nearest(model, left, model->state.conversations[conversation].member[0]) != IM_DIFFERENT;
}

int im_group_behind(const struct situation *s, int conversation)
{
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        if (im_may_be_group_of(s->model, i, conversation) && im_conversation_is_for(s, &s->state->conversations[i]))
            return i;
    }
    return -1;
}

static void keep_first(int *slot, int index)
{
    if (*slot < 0) *slot = index;
}

static void sort_conversation(struct situation *s, int index)
{
    const struct im_conversation *conversation = &s->state->conversations[index];
    enum im_relation relation = im_nearest(s->model, conversation, s->name);
    enum im_known alive = liveliest(s->state, index);
    bool perhaps = relation == IM_DIFFERENT;
    if (perhaps && (alive == IM_NO || im_group_behind(s, index) < 0)) return;

    bool alone = conversation->members == 1 && !perhaps;
    bool exact = im_conversation_is_exact(s, conversation);
    if (alive == IM_YES) {
        keep_first(exact ? &s->due : alone ? &s->spelling : &s->group, index);
    } else if (alive == IM_MAYBE) {
        keep_first(&s->unsure, index);
    } else if (im_object_held(s->state, index)) {
        keep_first(&s->closed, index);
    } else if (exact) {
        keep_first(&s->released, index);
    }
}

static const struct im_contact *held_contact(const struct im_state *state, uint8_t handle)
{
    if (handle == 0 || handle > IM_CONTACTS_HELD || state->contacts[handle - 1].refs == 0) return NULL;
    return &state->contacts[handle - 1];
}

bool im_asks_secondary(const struct situation *s)
{
    if (s->event->service != IM_SERVICE_NONE) return s->event->service == IM_SERVICE_SECONDARY;
    const struct im_world *world = s->model->world;
    bool secondary = false;
    for (uint32_t i = 0; i < world->listed_count; i++) {
        if (world->listed[i].name != s->event->name) continue;
        if (!world->listed[i].secondary) return false;
        secondary = true;
    }
    return secondary;
}

/* Numbers may be taken for the text that they stand for. */
static bool has_text(uint8_t form) { return form == IM_STRING || form == IM_NUMBER || form == IM_BOOLEAN; }

static void find_target(struct situation *s)
{
    const struct im_event *event = s->event;
    bool message = im_calls_method(event);
    bool object = message && event->argument.form == IM_CONTACT;
    uint8_t of_message = object ? event->argument.contact : 0;
    s->contact = held_contact(s->state, message ? of_message : event->contact);
    if (message && has_text(event->argument.form)) {
        s->has_name = true;
        s->name = event->argument.name;
    } else if (event->kind == IM_EV_GET_CONTACT && event->flag == 0) {
        s->has_name = true;
        s->name = event->name;
    } else if (s->contact != NULL) {
        s->has_name = true;
        s->name = s->contact->name;
        s->secondary = s->contact->secondary != 0;
    }
    if (!s->has_name) return;
    s->facts = im_name_facts(im_name_text(s->model, s->name));
    s->to_me = im_name_relation(im_name_text(s->model, s->name), im_name_text(s->model, s->model->world->me));
}

static void find_same(struct situation *s)
{
    const int candidates[] = { s->due, s->spelling, s->group, s->unsure };
    int found = 0;
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0] && found < IM_LOOK_WITH; i++) {
        if (candidates[i] >= 0) s->same[found++] = candidates[i];
    }
}

void im_situation_of(struct situation *s, const struct im_model *model, const struct im_event *event)
{
    *s = (struct situation){
        .model = model,
        .book = im_rulebook_of(model->world),
        .state = &model->state,
        .event = event,
        .to_me = IM_DIFFERENT,
        .due = -1,
        .spelling = -1,
        .group = -1,
        .released = -1,
        .closed = -1,
        .unsure = -1,
        .same = { -1, -1 },
    };
    if (event->window > 0 && event->window <= IM_OBJECTS && model->state.objects[event->window - 1].refs > 0) {
        s->object = &model->state.objects[event->window - 1];
        s->conversation = &model->state.conversations[s->object->conversation - 1];
    }
    find_target(s);
    if (event->kind != IM_EV_INSTANT_MESSAGE || !s->has_name) return;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        if (model->state.conversations[i].members > 0) sort_conversation(s, i);
    }
    find_same(s);
}
