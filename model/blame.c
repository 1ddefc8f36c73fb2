/*
 * Why an observation is not allowed: rules that explain it, likeliest first.  The rows and conditions have named
 * theirs already; here stand those that the observation itself points at.
 */
#include "queue.h"

void im_blame(struct im_allowed_set *set, enum im_rule rule)
{
    if (rule == IM_RULE_NONE || set->blames == IM_BLAME_MAX) return;
    for (uint8_t i = 0; i < set->blames; i++) {
        if (set->blame[i] == rule) return;
    }
    set->blame[set->blames++] = (uint8_t)rule;
}

#define RULES(...)  \
    {               \
        __VA_ARGS__ \
    }
#define R(id) IM_RULE_##id

/* What a shape shows to be broken by itself, where the HRESULT was one that is allowed, or a success: nothing else
 * explains it. */
static const struct {
    uint32_t shape;
    bool failing; /* of a failing call, or of a succeeding one */
    uint8_t rule[9];
} by_shape[] = {
    { IM_SHAPE_OUT_UNTOUCHED, true, RULES(R(OUT_CLEARED)) },
    { IM_SHAPE_OUT_UNTOUCHED, false, RULES(R(OUT_WINDOW)) },
    { IM_SHAPE_OUT_NONE, true, RULES(R(OUT_CLEARED)) },
    { IM_SHAPE_OUT_NONE, false, RULES(R(OUT_WINDOW)) },
    { IM_SHAPE_OUT_NULL, false, RULES(R(OUT_WINDOW)) },
    { IM_SHAPE_WINDOW_DUE, true, RULES(R(OUT_CLEARED), R(FAILURE_NO_WINDOW)) },
    { IM_SHAPE_WINDOW_NEW, true, RULES(R(OUT_CLEARED), R(FAILURE_NO_WINDOW)) },
    { IM_SHAPE_WINDOW_OTHER, true, RULES(R(OUT_CLEARED), R(FAILURE_NO_WINDOW)) },
    { IM_SHAPE_WINDOW_CLOSED, true, RULES(R(OUT_CLEARED), R(FAILURE_NO_WINDOW)) },
    { IM_SHAPE_WINDOW_OTHER, false, RULES(R(DISTINCT_WINDOWS)) },
    { IM_SHAPE_CONTACT_NEW, false, RULES(R(GET_CONTACT_SAME)) },
};

/* What a refusal points at where a success was due, beside the rules of the rows. */
static const struct {
    enum im_code code;
    uint8_t rule[10];
} by_code[] = {
    { IM_E_INVALIDARG, RULES(R(ANY_NAME), R(ARG_LENGTH), R(ARG_LEADING_SPACE), R(ARG_CRLF), R(ARG_EMPTY_STRING)) },
    { IM_E_FAIL, RULES(R(SELF_STRING), R(SELF_OBJECT), R(ANY_NAME)) },
    { IM_NOT_LOGGED_ON, RULES(R(SIGN_IN_NOW), R(NOT_SIGNED_IN)) },
    { IM_ANY_ERROR, RULES(R(ANY_NAME), R(ARG_LENGTH)) },
};

/* A live window that answers as if it were not: beside the rule of the member, what may have ended it. */
static const uint8_t ended_early[] = { R(OUT_WINDOW),          R(SHOW),
                                       R(GROUP_WINDOW),        R(REUSE_REFERENCES),
                                       R(REOPEN_AFTER_CLOSE),  R(RETURN_OPENS),
                                       R(RELEASED_THEN_CALLED) };

static void blame_all(struct im_allowed_set *set, const uint8_t *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) im_blame(set, (enum im_rule)rules[i]);
}

static void blame_only(struct im_allowed_set *set, const uint8_t *rules, size_t count)
{
    set->blames = 0;
    blame_all(set, rules, count);
}

/* --- events by what they are about --- */

/* A window too many: opened twice, opened again for a window that was reused, left by a refusal, or not closed. */
static void blame_screen(struct im_allowed_set *set, const struct situation *s)
{
    static const uint8_t out[] = { R(SIGN_OUT_CLOSES), R(FAILURE_NO_WINDOW) };
    if (s->state->client == IM_SIGNED_OUT && s->state->was_signed_in) {
        blame_only(set, out, sizeof out);
        return;
    }
    unsigned shown = 0;
    for (int i = 0; i < IM_CONVERSATIONS; i++) shown += s->state->conversations[i].shown != IM_NO;
    set->blames = 0;
    if ((s->state->heard & IM_HEARD_GONE) != 0) im_blame(set, IM_RULE_EVENT_DESTROYED);
    if (s->state->reused) im_blame(set, IM_RULE_REUSE_NO_NEW_WINDOW);
    if (shown > 0) im_blame(set, IM_RULE_WINDOW_SHOWN);
    if (s->state->refused) im_blame(set, IM_RULE_FAILURE_NO_WINDOW);
    if (s->state->closed) im_blame(set, IM_RULE_CLOSE);
    im_blame(set, IM_RULE_WINDOW_SHOWN);
}

/* A window that is missing: what came before tells which promise it was. */
static void blame_missing(struct im_allowed_set *set, const struct situation *s)
{
    set->blames = 0;
    if (s->state->closed) im_blame(set, IM_RULE_REOPEN_AFTER_CLOSE);
    if (s->state->returned) im_blame(set, IM_RULE_RETURN_OPENS);
    im_blame(set, IM_RULE_WINDOW_SHOWN);
    im_blame(set, IM_RULE_PARTICIPANT);
    if (s->state->focus_refused) im_blame(set, IM_RULE_FOCUS);
    if (s->state->dialogs > 0) im_blame(set, IM_RULE_NOT_MODAL);
}

/* A new window that is not told may be an old one that was said to be gone. */
static void blame_queue(struct im_allowed_set *set, const struct situation *s, const struct im_observation *obs)
{
    enum im_rule broken;
    uint32_t shape = im_queue_shape(s, obs, &broken);
    bool created = broken == IM_RULE_EVENT_CREATED, extra = shape == IM_SHAPE_EVENTS_EXTRA;
    set->blames = 0;
    if (!created || !extra || s->state->due[IM_TOLD_CREATED].max > 0) im_blame(set, broken);
    if (created && extra) im_blame(set, IM_RULE_EVENT_NONE);
    if (created && !extra && (s->state->heard & IM_HEARD_GONE) != 0) im_blame(set, IM_RULE_EVENT_DESTROYED);
}

static bool names(const struct im_observation *obs, im_name name)
{
    for (uint32_t i = 0; i < obs->name_count; i++) {
        if (obs->names[i] == name) return true;
    }
    return false;
}

/* Is somebody named who is in another window? */
static bool names_others(const struct situation *s, const struct im_observation *obs)
{
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *other = &s->state->conversations[i];
        for (int j = 0; other != s->conversation && j < other->members; j++) {
            if (names(obs, other->member[j])) return true;
        }
    }
    return false;
}

static void blame_member(struct im_allowed_set *set, const struct situation *s, const struct im_observation *obs)
{
    static const uint8_t ended[] = { R(NONE), R(NONE), R(CLOSE), R(SIGN_OUT_CLOSES), R(OFFLINE_KILLS) };
    if (s->object == NULL) return;
    if (s->object->alive != IM_YES) {
        im_blame(set, (enum im_rule)ended[s->object->ended_by]);
    } else if (s->event->kind == IM_EV_CONTACTS && obs->hresult == 0) {
        if (names_others(s, obs)) im_blame(set, IM_RULE_DISTINCT_WINDOWS);
    } else if (s->event->kind != IM_EV_CLOSE && s->event->kind != IM_EV_SHOW) {
        blame_all(set, ended_early, sizeof ended_early);
    }
}

/* A refusal where the open window was due says nothing of which window would have come. */
static void blame_reuse_result(struct im_allowed_set *set)
{
    struct im_allowed_set before = *set;
    set->blames = 0;
    for (uint8_t i = 0; i < before.blames; i++) {
        enum im_rule rule = (enum im_rule)before.blame[i];
        if (rule == IM_RULE_REUSE || rule == IM_RULE_REUSE_FORMS || rule == IM_RULE_REUSE_REFERENCES) continue;
        im_blame(set, rule);
    }
    im_blame(set, IM_RULE_REUSE_RESULT);
}

static void blame_first(struct im_allowed_set *set, enum im_rule rule)
{
    struct im_allowed_set before = *set;
    set->blames = 0;
    im_blame(set, rule);
    blame_all(set, before.blame, before.blames);
}

static void blame_message(struct im_allowed_set *set, const struct situation *s, const struct im_observation *obs,
                          uint32_t shape)
{
    static const uint8_t returned[] = { R(RETURN_OPENS), R(REOPEN_AFTER_CLOSE) };
    static const uint8_t closed[] = { R(REOPEN_AFTER_CLOSE), R(RETURN_OPENS) };
    bool failed = im_failed(obs->hresult);
    if (set->firm > 0) {
        if (s->event->argument.reference != IM_BY_VALUE) im_blame(set, IM_RULE_ARG_BYREF);
        bool out = s->state->client == IM_SIGNED_OUT || s->state->client == IM_OFFLINE;
        bool alone = out && s->state->secondary == IM_YES;
        if (alone && !failed) blame_first(set, IM_RULE_SECONDARY_ALONE);
        if (alone) im_blame(set, IM_RULE_SECONDARY_ALONE);
        /* whoever was signed in and is no more, and is served all the same, was perhaps remembered */
        if (out && !failed && s->state->was_signed_in) blame_first(set, IM_RULE_SIGN_IN_NOW);
    } else if (failed && s->due >= 0) {
        blame_reuse_result(set);
    } else if (failed) {
        for (size_t i = 0; i < sizeof by_code / sizeof by_code[0]; i++) {
            if (im_code_matches(by_code[i].code, obs->hresult)) blame_all(set, by_code[i].rule, sizeof by_code[i].rule);
        }
    } else if (s->due >= 0 && shape == IM_SHAPE_WINDOW_NEW) {
        static const uint8_t same_form[] = { R(REUSE), R(REUSE_REFERENCES) }, other_form[] = { R(REUSE_FORMS) };
        bool known_form = (s->state->conversations[s->due].forms & im_form_bit(s)) != 0;
        blame_only(set, known_form ? same_form : other_form, known_form ? sizeof same_form : sizeof other_form);
    } else if (shape == IM_SHAPE_WINDOW_CLOSED) {
        blame_only(set, s->state->returned ? returned : closed, 2);
    }
}

static bool of_window(uint8_t kind)
{
    return kind == IM_EV_GET || kind == IM_EV_PUT || kind == IM_EV_SHOW || kind == IM_EV_CLOSE ||
           kind == IM_EV_CONTACTS;
}

void im_blame_shape(struct im_allowed_set *set, const struct situation *s, const struct im_observation *obs,
                    uint32_t shape, bool known_code)
{
    bool failed = im_failed(obs->hresult);
    if (s->event->kind == IM_EV_EVENTS) {
        blame_queue(set, s, obs);
        return;
    }
    if (shape == IM_SHAPE_SCREEN_EXTRA) blame_screen(set, s);
    if (shape == IM_SHAPE_SCREEN_MISSING) blame_missing(set, s);
    if (of_window(s->event->kind)) blame_member(set, s, obs);
    /* a success that is not due, or a code that is not allowed, is at fault whatever came with it */
    for (size_t i = 0; known_code && i < sizeof by_shape / sizeof by_shape[0]; i++) {
        if (by_shape[i].shape != shape || by_shape[i].failing != failed) continue;
        blame_only(set, by_shape[i].rule, sizeof by_shape[i].rule);
        return;
    }
    if (s->event->kind == IM_EV_INSTANT_MESSAGE) blame_message(set, s, obs, shape);
}
