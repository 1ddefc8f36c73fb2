/*
 * What an observation came back with, as one shape: the facts beside the HRESULT that outcomes are told apart by.
 */
#include "queue.h"

static uint32_t name_shape(enum im_relation relation)
{
    if (relation == IM_SAME) return IM_SHAPE_EXACT;
    return relation == IM_DIFFERENT ? IM_SHAPE_OTHER : IM_SHAPE_VARIANT;
}

static enum im_relation relation_of(const struct situation *s, im_name a, im_name b)
{
    return a == b ? IM_SAME : im_name_relation(im_name_text(s->model, a), im_name_text(s->model, b));
}

/* --- the window of InstantMessage --- */

static uint32_t held_window(const struct situation *s, const struct im_object *object, enum im_seen seen)
{
    const struct im_conversation *conversation = &s->state->conversations[object->conversation - 1];
    bool his = im_conversation_is_for(s, conversation) || im_group_behind(s, object->conversation - 1) >= 0;
    if (!his) return IM_SHAPE_WINDOW_OTHER;
    if (object->alive == IM_YES) {
        bool theirs = object->conversation == s->due + 1 || object->conversation == s->group + 1;
        bool other = s->due >= 0 && !theirs && !im_conversation_is_exact(s, conversation);
        return other ? IM_SHAPE_WINDOW_OTHER : IM_SHAPE_WINDOW_DUE;
    }
    if (seen == IM_SEEN_YES || (seen == IM_CANNOT_LOOK && object->alive == IM_MAYBE)) return IM_SHAPE_WINDOW_REVIVED;
    return IM_SHAPE_WINDOW_CLOSED;
}

static uint32_t message_shape(const struct situation *s, const struct im_observation *obs)
{
    if (s->event->out_null) return obs->out == IM_OUT_WINDOW ? IM_SHAPE_WINDOW_OTHER : IM_SHAPE_OUT_NONE;
    switch (obs->out) {
    case IM_OUT_NULL: return IM_SHAPE_OUT_NULL;
    case IM_OUT_UNTOUCHED: return IM_SHAPE_OUT_UNTOUCHED;
    case IM_OUT_NONE: return IM_SHAPE_OUT_NONE;
    default: break;
    }
    if (obs->handle == 0 || obs->handle > IM_OBJECTS) return IM_SHAPE_WINDOW_OTHER;
    const struct im_object *object = &s->state->objects[obs->handle - 1];
    if (object->refs > 0) return held_window(s, object, obs->seen);
    bool same = obs->seen == IM_SEEN_YES || (obs->seen == IM_SEEN_SECOND && s->same[1] >= 0);
    return same ? IM_SHAPE_WINDOW_SAME_UI : IM_SHAPE_WINDOW_NEW;
}

/* --- values --- */

static uint32_t value_shape(const struct situation *s, const struct im_observation *obs)
{
    if (im_failed(obs->hresult) || !obs->has_value) return IM_SHAPE_NO_VALUE;
    if (s->event->kind == IM_EV_GET && s->event->property >= IM_PROPERTY_LEFT && s->object != NULL) {
        unsigned at = (unsigned)s->event->property - IM_PROPERTY_LEFT;
        if (s->object->placed_known & 1u << at) {
            return obs->number == s->object->placed[at] ? IM_SHAPE_EXACT : IM_SHAPE_OTHER;
        }
    }
    bool handle = s->event->kind == IM_EV_GET && s->event->property == IM_PROPERTY_HWND && s->object != NULL;
    if (handle && s->object->handle != 0 && s->object->alive == IM_YES && obs->number != 0) {
        return obs->number == s->object->handle ? IM_SHAPE_NONZERO : IM_SHAPE_OTHER;
    }
    return obs->number == 0 ? IM_SHAPE_ZERO : IM_SHAPE_NONZERO;
}

/* MySigninName is what was entered, letter by letter; a name may be shown with its prefix. */
static uint32_t own_name_shape(const struct situation *s, const struct im_observation *obs)
{
    if (im_failed(obs->hresult) || !obs->has_value) return IM_SHAPE_NO_VALUE;
    enum im_relation relation = relation_of(s, obs->name, s->model->world->me);
    return relation == IM_SAME_CASE ? IM_SHAPE_OTHER : name_shape(relation);
}

static uint32_t signin_name_shape(const struct situation *s, const struct im_observation *obs)
{
    if (im_failed(obs->hresult) || !obs->has_value || s->contact == NULL) return IM_SHAPE_NO_VALUE;
    return name_shape(relation_of(s, obs->name, s->contact->name));
}

/* One object cannot stand for a name on two services. */
static uint32_t contact_shape(const struct situation *s, const struct im_observation *obs)
{
    if (im_failed(obs->hresult) || obs->handle == 0 || obs->handle > IM_CONTACTS_HELD) return IM_SHAPE_NO_VALUE;
    const struct im_contact *contact = &s->state->contacts[obs->handle - 1];
    if (contact->refs == 0) return IM_SHAPE_CONTACT_NEW;
    bool elsewhere = s->event->service != IM_SERVICE_NONE &&
                     (s->event->service == IM_SERVICE_SECONDARY) != (contact->secondary != 0);
    bool same = !elsewhere && s->has_name && relation_of(s, contact->name, s->name) != IM_DIFFERENT;
    return same ? IM_SHAPE_CONTACT_SAME : IM_SHAPE_CONTACT_OTHER;
}

/* --- participants --- */

/* Two spellings among the members may be one user, who is told once. */
static bool told_by_another_spelling(const struct situation *s, const struct im_conversation *c, unsigned member,
                                     unsigned found)
{
    for (unsigned j = 0; j < c->members; j++) {
        if ((found & 1u << j) && relation_of(s, c->member[j], c->member[member]) != IM_DIFFERENT) return true;
    }
    return false;
}

/* How the list fits the members of one conversation. */
static uint32_t fits_members(const struct situation *s, const struct im_observation *obs,
                             const struct im_conversation *c)
{
    uint32_t shape = IM_SHAPE_EXACT;
    unsigned found = 0;
    for (uint32_t i = 0; i < obs->name_count; i++) {
        enum im_relation best = IM_DIFFERENT;
        unsigned at = 0;
        for (unsigned j = 0; j < c->members; j++) {
            enum im_relation relation = relation_of(s, obs->names[i], c->member[j]);
            if (relation >= best || (found & 1u << j)) continue;
            best = relation;
            at = j;
        }
        if (best == IM_DIFFERENT) {
            if (relation_of(s, obs->names[i], s->model->world->me) == IM_DIFFERENT) return IM_SHAPE_OTHER;
            shape = IM_SHAPE_WITH_ME;
            continue;
        }
        found |= 1u << at;
        if (best != IM_SAME && shape == IM_SHAPE_EXACT) shape = IM_SHAPE_VARIANT;
    }
    for (unsigned j = 0; j < c->members; j++) {
        if (found & 1u << j) continue;
        if (!told_by_another_spelling(s, c, j, found)) return IM_SHAPE_OTHER;
        if (shape == IM_SHAPE_EXACT) shape = IM_SHAPE_VARIANT;
    }
    return shape;
}

static uint32_t people_shape(const struct situation *s, const struct im_observation *obs)
{
    if (obs->hresult != 0 || obs->name_count == 0 || s->conversation == NULL) return IM_SHAPE_EMPTY;
    uint32_t shape = fits_members(s, obs, s->conversation);
    int own = s->object->conversation - 1;
    struct im_conversation both;
    for (int i = 0; i < IM_CONVERSATIONS && shape == IM_SHAPE_OTHER; i++) {
        if (!im_may_be_group_of(s->model, i, own)) continue;
        if (im_both(s->model, i, s->conversation, &both)) shape = fits_members(s, obs, &both);
    }
    return shape;
}

/* --- the screen --- */

static bool is_member(const struct situation *s, im_name name, const struct im_conversation *c)
{
    for (int j = 0; j < c->members; j++) {
        if (relation_of(s, name, c->member[j]) != IM_DIFFERENT) return true;
    }
    return false;
}

bool im_window_shows(const struct situation *s, const struct im_screen_window *window, const struct im_conversation *c)
{
    if (window->count == 0) return true;
    for (uint32_t i = 0; i < window->count; i++) {
        if (is_member(s, window->contacts[i], c)) return true;
    }
    return false;
}

static bool is_me(const struct situation *s, im_name name)
{
    return relation_of(s, name, s->model->world->me) != IM_DIFFERENT;
}

/* Does it list others than the conversation's members? */
static bool lists_others(const struct situation *s, const struct im_screen_window *window,
                         const struct im_conversation *c)
{
    for (uint32_t i = 0; i < window->count; i++) {
        if (!is_member(s, window->contacts[i], c) && !is_me(s, window->contacts[i])) return true;
    }
    return false;
}

/* Does it list exactly the members, the local user apart? */
static bool lists_members(const struct situation *s, const struct im_screen_window *window,
                          const struct im_conversation *c)
{
    uint32_t people = 0;
    for (uint32_t i = 0; i < window->count; i++) people += !is_me(s, window->contacts[i]);
    return people == c->members && !lists_others(s, window, c);
}

/* Does it list somebody with whom no window can be open? */
static bool lists_stranger(const struct situation *s, const struct im_screen_window *window)
{
    for (uint32_t i = 0; i < window->count; i++) {
        bool known = is_me(s, window->contacts[i]);
        for (int c = 0; c < IM_CONVERSATIONS && !known; c++) {
            const struct im_conversation *conversation = &s->state->conversations[c];
            bool there = conversation->shown != IM_NO || conversation->ghosts > 0 || im_may_be_back(s->state, c);
            known = there && is_member(s, window->contacts[i], conversation);
        }
        if (!known) return true;
    }
    return false;
}

static bool shown_anywhere(const struct situation *s, const struct im_observation *obs, const struct im_conversation *c)
{
    for (uint32_t i = 0; i < obs->window_count; i++) {
        if (im_window_shows(s, &obs->windows[i], c) && !lists_stranger(s, &obs->windows[i])) return true;
    }
    return false;
}

/* Each window explains one conversation, which is returned, or -1: one with exactly its members before one that shares a
 * member with it, and of those first the ones that must be there. */
static int explain(const struct situation *s, const struct im_screen_window *window, uint8_t room[IM_CONVERSATIONS],
                   bool found[IM_CONVERSATIONS])
{
    if (lists_stranger(s, window)) return -1;
    for (int pass = 0; pass < 4; pass++) {
        for (int i = 0; i < IM_CONVERSATIONS; i++) {
            const struct im_conversation *c = &s->state->conversations[i];
            if (room[i] == 0 || (pass % 2 == 0 && (c->shown != IM_YES || found[i]))) continue;
            if (!(pass < 2 ? lists_members(s, window, c) : im_window_shows(s, window, c))) continue;
            room[i]--;
            found[i] = true;
            return i;
        }
    }
    return -1;
}

/* Old objects that work again after the return have their windows. */
static bool revived(const struct situation *s, const struct im_screen_window *window, bool back[IM_CONVERSATIONS])
{
    for (int i = 0; i < IM_OBJECTS; i++) {
        const struct im_object *object = &s->state->objects[i];
        if (object->refs == 0 || object->alive != IM_MAYBE) continue;
        const struct im_conversation *c = &s->state->conversations[object->conversation - 1];
        if (c->shown != IM_NO || back[object->conversation - 1] || !im_window_shows(s, window, c)) continue;
        if (lists_stranger(s, window)) continue;
        back[object->conversation - 1] = true;
        return true;
    }
    return false;
}

static uint32_t screen_shape(const struct situation *s, const struct im_observation *obs)
{
    uint8_t room[IM_CONVERSATIONS];
    bool found[IM_CONVERSATIONS] = { false }, back[IM_CONVERSATIONS] = { false };
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *c = &s->state->conversations[i];
        room[i] = (uint8_t)(c->members == 0 ? 0 : (c->shown != IM_NO) + c->ghosts);
    }
    uint32_t extra = 0, old = 0;
    bool shared = false;
    for (uint32_t i = 0; i < obs->window_count; i++) {
        int at = explain(s, &obs->windows[i], room, found);
        shared |= at >= 0 && lists_others(s, &obs->windows[i], &s->state->conversations[at]);
        if (at >= 0) continue;
        bool is_old = revived(s, &obs->windows[i], back);
        old += is_old;
        extra += !is_old;
    }
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *c = &s->state->conversations[i];
        if (c->shown != IM_YES || found[i]) continue;
        if (!shown_anywhere(s, obs, c)) return IM_SHAPE_SCREEN_MISSING;
        shared = true;
    }
    if (extra > s->state->strays) return IM_SHAPE_SCREEN_EXTRA;
    if (extra > 0) return IM_SHAPE_STRAY;
    if (old > 0) return IM_SHAPE_SCREEN_REVIVED;
    return shared ? IM_SHAPE_SCREEN_SHARED : IM_SHAPE_SCREEN_RIGHT;
}

/* An object that says that nobody holds it while the caller does counts wrongly. */
static uint32_t release_shape(const struct situation *s, const struct im_observation *obs)
{
    bool told = s->model->world->contact_identity && obs->has_value && s->object != NULL;
    return told && obs->number == 0 && s->object->refs > 1 ? IM_SHAPE_OTHER : IM_SHAPE_NO_VALUE;
}

/* GetIDsOfNames gives the documented DISPID, or another one. */
static uint32_t invoke_shape(const struct situation *s, const struct im_observation *obs)
{
    if (im_failed(obs->hresult) || !obs->has_value) return IM_SHAPE_NO_VALUE;
    return obs->number == s->book->bound[IM_BOUND_MEMBER_ID] ? IM_SHAPE_EXACT : IM_SHAPE_OTHER;
}

uint32_t im_shape_of(const struct situation *situation, const struct im_observation *obs)
{
    enum im_rule broken;
    switch (situation->event->kind) {
    case IM_EV_INSTANT_MESSAGE: return message_shape(situation, obs);
    case IM_EV_GET:
    case IM_EV_CHECK:
    case IM_EV_IS_SELF: return value_shape(situation, obs);
    case IM_EV_MY_SIGNIN_NAME: return own_name_shape(situation, obs);
    case IM_EV_SIGNIN_NAME: return signin_name_shape(situation, obs);
    case IM_EV_GET_CONTACT: return contact_shape(situation, obs);
    case IM_EV_CONTACTS: return people_shape(situation, obs);
    case IM_EV_RELEASE: return release_shape(situation, obs);
    case IM_EV_WINDOWS: return screen_shape(situation, obs);
    case IM_EV_INVOKE: return invoke_shape(situation, obs);
    case IM_EV_EVENTS: return im_queue_shape(situation, obs, &broken);
    default: return IM_SHAPE_NO_VALUE;
    }
}
