/*
 * The queue of events: how many of each kind are due, which window and which contact each one may be about, what the
 * last status tells.
 */
#include "queue.h"

/* How a kind is judged: see told.def. */
static const struct {
    uint8_t rule, about;
    uint8_t offered; /* enum im_heard */
    uint32_t silence;
} kinds[IM_TOLD_COUNT] = {
#define TOLD(id, name, rule, about, offered, silence) \
    { IM_RULE_##rule, IM_RULE_##about, IM_HEARD_##offered, IM_SHAPE_##silence },
#include "told.def"
#undef TOLD
};

/* --- what is due --- */

void im_count_up(uint8_t *counter, unsigned by)
{
    *counter = (uint8_t)(*counter + by > UINT8_MAX ? UINT8_MAX : *counter + by);
}

static unsigned untold(uint8_t of, int at) { return of >> at & IM_UNTOLD_MANY; }

static void one_more(uint8_t *of, int at)
{
    if (untold(*of, at) < IM_UNTOLD_MANY) *of = (uint8_t)(*of + (1u << at));
}

static void one_less(uint8_t *of, int at)
{
    if (untold(*of, at) > 0 && untold(*of, at) < IM_UNTOLD_MANY) *of = (uint8_t)(*of - (1u << at));
}

static uint8_t member_bit(int member) { return (uint8_t)(1u << (IM_UNTOLD_ADDED + member)); }

static unsigned bits(unsigned of)
{
    unsigned count = 0;
    for (; of > 0; of &= of - 1) count++;
    return count;
}

static unsigned members_untold(uint8_t of) { return (unsigned)of >> IM_UNTOLD_ADDED; }

/* One more is due; a count that is at its end stays a range. */
static void one_more_due(struct im_due *due, bool certain, bool hoped)
{
    if (due->max == UINT8_MAX) return;
    due->max++;
    due->min = (uint8_t)(due->min + certain);
    due->hoped = (uint8_t)(due->hoped + hoped);
}

void im_due_opened(struct im_state *state, int conversation, bool certain)
{
    one_more_due(&state->due[IM_TOLD_CREATED], certain, false);
    one_more(&state->conversations[conversation].untold, IM_UNTOLD_CREATED);
    im_due_joined(state, conversation, 0, false);
}

void im_due_closed(struct im_state *state, int conversation, enum im_closing how)
{
    one_more_due(&state->due[IM_TOLD_DESTROYED], how == IM_CLOSING_DUE, how == IM_CLOSING_HOPED);
    im_count_up(&state->due[IM_TOLD_REMOVED].max, state->conversations[conversation].members);
    one_more(&state->conversations[conversation].untold, IM_UNTOLD_DESTROYED);
}

void im_due_joined(struct im_state *state, int conversation, int member, bool certain)
{
    one_more_due(&state->due[IM_TOLD_ADDED], false, certain);
    state->conversations[conversation].untold |= member_bit(member);
}

void im_due_sign(struct im_state *state, enum im_told told, bool hoped)
{
    one_more_due(&state->due[told], false, hoped);
}

void im_due_slot_used(struct im_state *state, int conversation)
{
    uint8_t *of = &state->conversations[conversation].untold;
    *of = (uint8_t)(*of & ~(IM_UNTOLD_MANY << IM_UNTOLD_DESTROYED));
}

/* --- what they are about --- */

static bool same_person(const struct situation *s, im_name a, im_name b)
{
    return a == b || im_name_relation(im_name_text(s->model, a), im_name_text(s->model, b)) != IM_DIFFERENT;
}

/* The conversation of a window that is held, or -1. */
static int conversation_of(const struct situation *s, uint8_t window)
{
    if (window == 0 || window > IM_OBJECTS || s->state->objects[window - 1].refs == 0) return -1;
    return s->state->objects[window - 1].conversation - 1;
}

static const struct im_contact *contact_of(const struct situation *s, uint8_t contact)
{
    if (contact == 0 || contact > IM_CONTACTS_HELD || s->state->contacts[contact - 1].refs == 0) return NULL;
    return &s->state->contacts[contact - 1];
}

/* Several of its windows are untold: who joined which is past telling. */
static bool opened_again(const struct im_conversation *conversation)
{
    return untold(conversation->untold, IM_UNTOLD_CREATED) > 1;
}

/* Takes the news that somebody joined off a conversation; false if that is not due there. */
static bool take_joined(const struct situation *s, int index, const struct im_contact *contact, uint8_t *of)
{
    const struct im_conversation *conversation = &s->state->conversations[index];
    if (opened_again(conversation)) return true;
    for (int i = 0; i < conversation->members; i++) {
        if ((*of & member_bit(i)) == 0 || !same_person(s, contact->name, conversation->member[i])) continue;
        *of = (uint8_t)(*of & ~member_bit(i));
        return true;
    }
    return false;
}

/* Did anybody join a window of which nothing is known any longer? */
static bool joined_elsewhere(const struct situation *s)
{
    unsigned known = 0;
    for (int i = 0; i < IM_CONVERSATIONS; i++) known += bits(members_untold(s->state->conversations[i].untold));
    return s->state->due[IM_TOLD_ADDED].max + 0u + s->state->stray_created > known;
}

static bool take_added(const struct situation *s, const struct im_mention *mention, uint8_t of[IM_CONVERSATIONS])
{
    int index = conversation_of(s, mention->window);
    const struct im_contact *contact = contact_of(s, mention->contact);
    if (contact == NULL) return true;
    if (index >= 0) return take_joined(s, index, contact, &of[index]);
    /* one that names no window is about one that nobody holds, rather than about another one */
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        if (!im_object_held(s->state, i) && take_joined(s, i, contact, &of[i])) return true;
    }
    if (joined_elsewhere(s)) return true;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        if (take_joined(s, i, contact, &of[i])) return true;
    }
    return false;
}

/* Takes an event about a window off its conversation; false if none is due there. */
static bool take_window(const struct situation *s, uint8_t window, int at, uint8_t of[IM_CONVERSATIONS])
{
    int index = conversation_of(s, window);
    if (index < 0) return true;
    bool due = untold(of[index], at) > 0;
    one_less(&of[index], at);
    return due;
}

/* Nobody leaves a window that stays open. */
static bool may_be_removed(const struct situation *s, const struct im_mention *mention)
{
    int index = conversation_of(s, mention->window);
    const struct im_contact *contact = contact_of(s, mention->contact);
    if (index < 0) return true;
    const struct im_conversation *conversation = &s->state->conversations[index];
    if (conversation->shown == IM_YES && untold(conversation->untold, IM_UNTOLD_DESTROYED) == 0) return false;
    return contact == NULL || im_nearest(s->model, conversation, contact->name) != IM_DIFFERENT;
}

static bool take_mention(const struct situation *s, const struct im_mention *mention, uint8_t of[IM_CONVERSATIONS])
{
    switch (mention->told) {
    case IM_TOLD_CREATED: return take_window(s, mention->window, IM_UNTOLD_CREATED, of);
    case IM_TOLD_DESTROYED: return take_window(s, mention->window, IM_UNTOLD_DESTROYED, of);
    case IM_TOLD_ADDED: return take_added(s, mention, of);
    case IM_TOLD_REMOVED: return may_be_removed(s, mention);
    default: return true;
    }
}

/* Takes what the events are about off what is untold; returns the rule that the first wrong one breaks. */
static enum im_rule take_mentions(const struct situation *s, const struct im_observation *obs,
                                  uint8_t of[IM_CONVERSATIONS])
{
    enum im_rule broken = IM_RULE_NONE;
    for (uint32_t i = 0; i < obs->mention_count; i++) {
        bool right = take_mention(s, &obs->mentions[i], of);
        if (!right && broken == IM_RULE_NONE) broken = (enum im_rule)kinds[obs->mentions[i].told].about;
    }
    return broken;
}

/* Of those who joined a window and are not named, there are no more than are left. */
static bool too_many_joined(const struct situation *s, const struct im_observation *obs,
                            const uint8_t of[IM_CONVERSATIONS])
{
    uint8_t unnamed[IM_CONVERSATIONS] = { 0 };
    for (uint32_t i = 0; i < obs->mention_count; i++) {
        const struct im_mention *mention = &obs->mentions[i];
        int index = conversation_of(s, mention->window);
        if (mention->told != IM_TOLD_ADDED || index < 0 || contact_of(s, mention->contact) != NULL) continue;
        if (opened_again(&s->state->conversations[index])) continue;
        if (++unnamed[index] > bits(members_untold(of[index]))) return true;
    }
    return false;
}

static enum im_rule about_other(const struct situation *s, const struct im_observation *obs)
{
    uint8_t of[IM_CONVERSATIONS];
    for (int i = 0; i < IM_CONVERSATIONS; i++) of[i] = s->state->conversations[i].untold;
    enum im_rule broken = take_mentions(s, obs, of);
    return broken == IM_RULE_NONE && too_many_joined(s, obs, of) ? IM_RULE_EVENT_MEMBERS : broken;
}

/* --- the shape --- */

/* What an implementation has shown so far, these events included. */
static unsigned heard(const struct situation *s, const struct im_observation *obs)
{
    unsigned of = s->state->heard;
    if (obs->told[IM_TOLD_CREATED] > 0) of |= IM_HEARD_CREATED;
    if (obs->told[IM_TOLD_SIGNED_IN] > 0 || obs->told[IM_TOLD_SIGNED_OUT] > 0) of |= IM_HEARD_SIGN;
    if (obs->status == IM_STATUS_UNTOLD) return of;
    of &= ~(unsigned)(IM_HEARD_ONLINE | IM_HEARD_NOT_ONLINE);
    return of | (obs->status == IM_STATUS_ONLINE ? IM_HEARD_ONLINE : IM_HEARD_NOT_ONLINE);
}

/* Events about windows that a refused argument left. */
static unsigned strays(const struct im_state *state, int told)
{
    if (told == IM_TOLD_CREATED || told == IM_TOLD_ADDED) return state->stray_created;
    return told == IM_TOLD_DESTROYED || told == IM_TOLD_REMOVED ? state->stray_destroyed : 0;
}

static enum im_rule too_many(const struct situation *s, const struct im_observation *obs)
{
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        if (obs->told[i] > s->state->due[i].max + strays(s->state, i)) return (enum im_rule)kinds[i].rule;
    }
    return IM_RULE_NONE;
}

static enum im_rule too_few(const struct situation *s, const struct im_observation *obs)
{
    unsigned shown = heard(s, obs);
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        const struct im_due *due = &s->state->due[i];
        unsigned least = due->min + ((shown & kinds[i].offered) != 0 ? due->hoped : 0u);
        if (obs->told[i] < least) return (enum im_rule)kinds[i].rule;
    }
    return IM_RULE_NONE;
}

static bool status_is_wrong(const struct situation *s, const struct im_observation *obs)
{
    enum im_status right = s->state->client == IM_SIGNED_IN ? IM_STATUS_ONLINE : IM_STATUS_NOT_ONLINE;
    return obs->status != IM_STATUS_UNTOLD && obs->status != right;
}

/* The status that was told last is no longer true, though a lost connection need not be told; or a sign-out was told, but
 * not its beginning. */
static bool status_is_silent(const struct situation *s, const struct im_observation *obs)
{
    if (obs->status != IM_STATUS_UNTOLD) return s->state->due[IM_TOLD_SIGNED_OUT].hoped > 0 && !obs->disconnecting;
    if (s->state->client == IM_SIGNED_IN) return (s->state->heard & IM_HEARD_NOT_ONLINE) != 0;
    return s->state->client == IM_SIGNED_OUT && (s->state->heard & IM_HEARD_ONLINE) != 0;
}

static uint32_t allowed_shape(const struct situation *s, const struct im_observation *obs)
{
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        if (obs->told[i] > s->state->due[i].max) return IM_SHAPE_EVENTS_STRAY;
    }
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        const struct im_due *due = &s->state->due[i];
        if (obs->told[i] < due->min + 0u + due->hoped) return kinds[i].silence;
    }
    return status_is_silent(s, obs) ? IM_SHAPE_STATUS_SILENT : IM_SHAPE_EVENTS_RIGHT;
}

uint32_t im_queue_shape(const struct situation *s, const struct im_observation *obs, enum im_rule *broken)
{
    *broken = too_many(s, obs);
    if (*broken != IM_RULE_NONE) return IM_SHAPE_EVENTS_EXTRA;
    *broken = about_other(s, obs);
    if (*broken != IM_RULE_NONE) return IM_SHAPE_EVENTS_OTHER;
    *broken = too_few(s, obs);
    if (*broken != IM_RULE_NONE) return IM_SHAPE_EVENTS_MISSING;
    if (!status_is_wrong(s, obs)) return allowed_shape(s, obs);
    *broken = IM_RULE_EVENT_STATUS;
    return IM_SHAPE_STATUS_WRONG;
}

/* --- what they change --- */

static void count_off(struct im_state *state, const struct im_observation *obs)
{
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        struct im_due *due = &state->due[i];
        due->max = (uint8_t)(obs->told[i] > due->max ? 0 : due->max - obs->told[i]);
        due->min = due->hoped = 0;
    }
}

/* Where everything was told, nothing is left to tell of any window. */
static void all_told(struct im_state *state)
{
    unsigned left = 0;
    if (state->due[IM_TOLD_CREATED].max > 0) left |= IM_UNTOLD_MANY << IM_UNTOLD_CREATED;
    if (state->due[IM_TOLD_DESTROYED].max > 0) left |= IM_UNTOLD_MANY << IM_UNTOLD_DESTROYED;
    if (state->due[IM_TOLD_ADDED].max > 0) left |= UINT8_MAX << IM_UNTOLD_ADDED;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        state->conversations[i].untold = (uint8_t)(state->conversations[i].untold & left);
    }
}

/* Every window that may have closed did: those that nobody holds are off the screen. */
static void released_windows_are_gone(struct im_state *state)
{
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        struct im_conversation *conversation = &state->conversations[i];
        bool released = conversation->shown == IM_MAYBE && !im_object_held(state, i);
        if (!released && conversation->ghosts == 0) continue;
        if (released) conversation->shown = IM_NO;
        conversation->ghosts = 0;
        state->heard |= IM_HEARD_GONE;
        im_forget_if_over(state, i);
    }
}

/* Somebody joined a window, and no contact says who: where one alone is untold, it is he. */
static void take_unnamed(const struct situation *s, const struct im_mention *mention, uint8_t of[IM_CONVERSATIONS])
{
    int index = conversation_of(s, mention->window);
    if (mention->told != IM_TOLD_ADDED || index < 0 || contact_of(s, mention->contact) != NULL) return;
    if (bits(members_untold(of[index])) == 1) of[index] &= IM_UNTOLD_WINDOW;
}

/* What was not certain may still arrive later. */
EFFECT(im_effect_events)
{
    (void)shape;
    uint8_t of[IM_CONVERSATIONS];
    for (int i = 0; i < IM_CONVERSATIONS; i++) of[i] = state->conversations[i].untold;
    take_mentions(situation, obs, of);
    for (uint32_t i = 0; i < obs->mention_count; i++) take_unnamed(situation, &obs->mentions[i], of);
    for (int i = 0; i < IM_CONVERSATIONS; i++) state->conversations[i].untold = of[i];
    state->heard = (uint8_t)heard(situation, obs);
    count_off(state, obs);
    all_told(state);
    bool settled = state->client == IM_SIGNED_IN && !state->returned;
    if (settled && state->due[IM_TOLD_DESTROYED].max == 0) released_windows_are_gone(state);
    state->stray_created = 0;
    return true;
}
