/*
 * What an observation shows of the documentation's open questions beside the outcome that allows it: a window that is
 * there or gone, an object that an event carries, a code where a documentation leaves the code open, an answer that
 * came late.
 */
#include "queue.h"

/* --- released windows (A-35, A-36) --- */

/* Signed in since the reset and never away, nothing refused that may have left a window. */
static bool is_settled(const struct im_state *state)
{
    return state->client == IM_SIGNED_IN && !state->returned && state->strays == 0;
}

/* Is it the only conversation that a window of its member's name can be of? */
static bool stands_alone(const struct situation *s, int index)
{
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *other = &s->state->conversations[i];
        if (i != index && im_nearest(s->model, other, s->state->conversations[index].member[0]) != IM_DIFFERENT)
            return false;
    }
    return true;
}

static unsigned windows_of(const struct situation *s, const struct im_observation *obs, const struct im_conversation *c)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < obs->window_count; i++) count += im_window_shows(s, &obs->windows[i], c);
    return count;
}

/* A window that lists nobody may be any. */
static bool all_are_named(const struct im_observation *obs)
{
    for (uint32_t i = 0; i < obs->window_count; i++) {
        if (obs->windows[i].count == 0) return false;
    }
    return true;
}

/* Of all windows that were released, or opened again after that: is there one of which `count` windows show? */
static bool any_shows(const struct situation *s, const struct im_observation *obs, bool opened_again, unsigned count)
{
    if (!is_settled(s->state) || !all_are_named(obs)) return false;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *c = &s->state->conversations[i];
        if (c->members != 1 || c->secondary || c->ghosts != opened_again) continue;
        if (c->shown != (opened_again ? IM_YES : IM_MAYBE) || !stands_alone(s, i)) continue;
        if (windows_of(s, obs, c) == count) return true;
    }
    return false;
}

static bool stays(const struct situation *s, const struct im_observation *obs) { return any_shows(s, obs, false, 1); }

static bool closes(const struct situation *s, const struct im_observation *obs) { return any_shows(s, obs, false, 0); }

/* OnIMWindowDestroyed for all that may have closed: those that were released did. */
static bool closing_is_told(const struct situation *s, const struct im_observation *obs)
{
    uint8_t told = obs->told[IM_TOLD_DESTROYED];
    if (!is_settled(s->state) || told == 0 || told < s->state->due[IM_TOLD_DESTROYED].max) return false;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *c = &s->state->conversations[i];
        if (c->shown == IM_MAYBE && c->ghosts == 0 && !c->secondary) return true;
    }
    return false;
}

static bool further_window(const struct situation *s, const struct im_observation *obs)
{
    return any_shows(s, obs, true, 2);
}

/* One window: the same, if this implementation was seen to leave it open. */
static bool same_window(const struct situation *s, const struct im_observation *obs)
{
    const struct im_ledger *ledger = s->model->ledger;
    if (ledger == NULL || ledger->taken[IM_R_LAST_RELEASE_STAYS] == 0) return false;
    return ledger->taken[IM_R_LAST_RELEASE_CLOSES] == 0 && any_shows(s, obs, true, 1);
}

/* --- events (A-44) --- */

static bool first_is_added(const struct situation *s, const struct im_observation *obs)
{
    return s->state->stray_created == 0 && obs->told[IM_TOLD_ADDED] > s->state->due[IM_TOLD_ADDED].hoped;
}

static bool first_is_not_added(const struct situation *s, const struct im_observation *obs)
{
    return s->state->stray_created == 0 && obs->told[IM_TOLD_CREATED] > 0 && obs->told[IM_TOLD_ADDED] == 0;
}

/* OnIMWindowCreated with an object that is held. */
static bool carries_returned(const struct situation *s, const struct im_observation *obs)
{
    (void)s;
    for (uint32_t i = 0; i < obs->mention_count; i++) {
        if (obs->mentions[i].told == IM_TOLD_CREATED && obs->mentions[i].window > 0) return true;
    }
    return false;
}

/* It tells of one window, of which an object is held, and carries another one. */
static bool carries_another(const struct situation *s, const struct im_observation *obs)
{
    unsigned untold = 0, held = 0;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        unsigned created = s->state->conversations[i].untold & IM_UNTOLD_MANY;
        untold += created;
        held += created > 0 && im_object_held(s->state, i);
    }
    return obs->strangers == 1 && untold == 1 && held == 1 && s->state->stray_created == 0;
}

/* --- a window object just after the return (A-33, A-54) --- */

static bool is_live(const struct situation *s, const struct im_observation *obs)
{
    return s->object != NULL && s->object->alive == IM_YES && obs->hresult == 0;
}

/* The handle is known once it was seen. */
static bool is_first_handle(const struct situation *s, const struct im_observation *obs)
{
    return s->event->property == IM_PROPERTY_HWND && is_live(s, obs) && s->object->handle == 0;
}

static bool handle_at_once(const struct situation *s, const struct im_observation *obs)
{
    return is_first_handle(s, obs) && obs->waited == IM_AT_ONCE;
}

static bool handle_later(const struct situation *s, const struct im_observation *obs)
{
    return is_first_handle(s, obs) && obs->waited == IM_AFTER_ANOTHER;
}

static bool handle_after_failure(const struct situation *s, const struct im_observation *obs)
{
    return is_first_handle(s, obs) && obs->waited == IM_AFTER_FAILURE;
}

static bool list_at_once(const struct situation *s, const struct im_observation *obs)
{
    return is_live(s, obs) && s->conversation->members == 1 && obs->waited == IM_AT_ONCE;
}

static bool list_later(const struct situation *s, const struct im_observation *obs)
{
    return is_live(s, obs) && s->conversation->members == 1 && obs->waited != IM_AT_ONCE;
}

/* --- the table --- */

static const struct sign {
    uint8_t event, reading, grade; /* of what takes that reading, at best */
    bool (*shows)(const struct situation *s, const struct im_observation *obs);
} signs[] = {
    { IM_EV_WINDOWS, IM_R_LAST_RELEASE_STAYS, IM_PREFERRED, stays },
    { IM_EV_WINDOWS, IM_R_LAST_RELEASE_CLOSES, IM_NOTED, closes },
    { IM_EV_EVENTS, IM_R_LAST_RELEASE_CLOSES, IM_NOTED, closing_is_told },
    { IM_EV_WINDOWS, IM_R_RELEASED_SAME, IM_PREFERRED, same_window },
    { IM_EV_WINDOWS, IM_R_RELEASED_NEW, IM_ACCEPTED, further_window },
    { IM_EV_EVENTS, IM_R_FIRST_ADDED_NONE, IM_PREFERRED, first_is_not_added },
    { IM_EV_EVENTS, IM_R_FIRST_ADDED_ONE, IM_PREFERRED, first_is_added },
    { IM_EV_EVENTS, IM_R_EVENT_OBJECT_RETURNED, IM_PREFERRED, carries_returned },
    { IM_EV_EVENTS, IM_R_EVENT_OBJECT_ANOTHER, IM_ACCEPTED, carries_another },
    { IM_EV_GET, IM_R_USABLE_AT_ONCE, IM_PREFERRED, handle_at_once },
    { IM_EV_GET, IM_R_USABLE_LATER, IM_ACCEPTED, handle_later },
    { IM_EV_GET, IM_R_USABLE_LATER, IM_NOTED, handle_after_failure },
    { IM_EV_CONTACTS, IM_R_FILLED_AT_ONCE, IM_PREFERRED, list_at_once },
    { IM_EV_CONTACTS, IM_R_FILLED_LATER, IM_NOTED, list_later },
};

/* Does the rule, which allowed a refusal, speak of a bad argument? */
static bool is_of_argument(const struct situation *s, enum im_rule rule)
{
    for (size_t i = 0; i < im_condition_count(s->book); i++) {
        const struct condition *condition = im_condition_at(s->book, i);
        if (condition->bad_argument && condition->rule == rule) return true;
    }
    return false;
}

static void read_code(const struct situation *s, const struct im_observation *obs, struct im_judgement *judgement)
{
    bool argument = is_of_argument(s, judgement->rule);
    for (size_t i = 0; i < s->book->code_count; i++) {
        const struct code_reading *code = &s->book->codes[i];
        bool fits = code->rule == IM_RULE_NONE ? argument : code->rule == judgement->rule;
        if (!fits || !im_code_matches((enum im_code)code->code, obs->hresult)) continue;
        im_take(judgement, code->reading[0]);
        im_take(judgement, code->reading[1]);
        return;
    }
}

void im_read_signs(const struct situation *situation, const struct im_observation *obs, struct im_judgement *judgement)
{
    if (situation->event->kind == IM_EV_INSTANT_MESSAGE && im_failed(obs->hresult)) {
        read_code(situation, obs, judgement);
        return;
    }
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i].event != situation->event->kind || !signs[i].shows(situation, obs)) continue;
        im_take(judgement, signs[i].reading);
        if (signs[i].grade > judgement->grade) judgement->grade = (enum im_grade)signs[i].grade;
    }
}
