/*
 * Why an observation is not allowed: rules that explain it, likeliest first.  The rows and conditions have named
 * theirs already; here stand those that the observation itself points at.
 */
#include "machine.h"

void im_blame(struct im_allowed_set *set, enum im_rule rule)
{
    if (rule == IM_RULE_NONE || set->blames == IM_BLAME_MAX) return;
    for (uint8_t i = 0; i < set->blames; i++) {
        if (set->blame[i] == rule) return;
    }
    set->blame[set->blames++] = (uint8_t)rule;
}

#define RULES(...) {__VA_ARGS__}
#define R(id) IM_RULE_##id

/* What a shape that fits no outcome points at, whatever the code. */
static const struct {
    uint32_t shape;
    bool failing; /* of a failing call, or of a succeeding one */
    uint8_t rule[5];
} by_shape[] = {
    {IM_SHAPE_OUT_UNTOUCHED, true, RULES(R(OUT_CLEARED))},
    {IM_SHAPE_OUT_UNTOUCHED, false, RULES(R(OUT_WINDOW))},
    {IM_SHAPE_OUT_NONE, true, RULES(R(OUT_CLEARED))},
    {IM_SHAPE_OUT_NONE, false, RULES(R(OUT_WINDOW))},
    {IM_SHAPE_OUT_NULL, false, RULES(R(OUT_WINDOW))},
    {IM_SHAPE_WINDOW_DUE, true, RULES(R(OUT_CLEARED), R(FAILURE_NO_WINDOW))},
    {IM_SHAPE_WINDOW_NEW, true, RULES(R(OUT_CLEARED), R(FAILURE_NO_WINDOW))},
    {IM_SHAPE_WINDOW_OTHER, true, RULES(R(OUT_CLEARED), R(FAILURE_NO_WINDOW))},
    {IM_SHAPE_WINDOW_CLOSED, true, RULES(R(OUT_CLEARED), R(FAILURE_NO_WINDOW))},
    {IM_SHAPE_WINDOW_OTHER, false, RULES(R(DISTINCT_WINDOWS))},
    {IM_SHAPE_CONTACT_OTHER, false, RULES(R(GET_CONTACT_SAME))},
    {IM_SHAPE_SCREEN_MISSING, false,
     RULES(R(WINDOW_SHOWN), R(REOPEN_AFTER_CLOSE), R(RETURN_OPENS), R(RELEASED_THEN_CALLED))},
    {IM_SHAPE_CREATED_EXTRA, false, RULES(R(EVENT_NONE), R(EVENT_CREATED))},
    {IM_SHAPE_CREATED_MISSING, false, RULES(R(EVENT_CREATED))},
    {IM_SHAPE_DESTROYED_EXTRA, false, RULES(R(EVENT_DESTROYED))},
};

/* What a refusal points at where a success was due. */
static const struct {
    enum im_code code;
    uint8_t rule[12];
} by_code[] = {
    {IM_E_INVALIDARG, RULES(R(ANY_NAME), R(ARG_LENGTH), R(ARG_LEADING_SPACE), R(ARG_CRLF), R(ARG_EMPTY_STRING),
                            R(SECONDARY_STRING))},
    {IM_E_FAIL, RULES(R(SELF_STRING), R(SELF_OBJECT), R(ANY_NAME), R(SECONDARY_STRING))},
    {IM_NOT_LOGGED_ON, RULES(R(SIGN_IN_NOW), R(NOT_SIGNED_IN), R(SECONDARY_STRING))},
    {IM_ANY_ERROR, RULES(R(ANY_NAME), R(SIGN_IN_NOW), R(ARG_LENGTH), R(DISTINCT_WINDOWS), R(WINDOW_SHOWN), R(OUT_WINDOW),
                         R(SECONDARY_STRING), R(PARTICIPANT))},
};

/* What members of a window may fail for, beside the rule of the member. */
static const uint8_t live_member[] = {R(OUT_WINDOW), R(REUSE_REFERENCES), R(REOPEN_AFTER_CLOSE), R(RETURN_OPENS),
                                      R(RELEASED_THEN_CALLED), R(DISTINCT_WINDOWS), R(FOCUS), R(NOT_MODAL),
                                      R(GROUP_WINDOW), R(REUSE)};
static const uint8_t ended[][2] = {{R(NONE)}, {R(NONE)}, {R(CLOSE)}, {R(SIGN_OUT_CLOSES)}, {R(OFFLINE_KILLS)}};

static void blame_all(struct im_allowed_set *set, const uint8_t *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) im_blame(set, (enum im_rule)rules[i]);
}

/* Puts a rule before all others. */
static void blame_first(struct im_allowed_set *set, const uint8_t *rules, size_t count)
{
    struct im_allowed_set before = *set;
    set->blames = 0;
    blame_all(set, rules, count);
    blame_all(set, before.blame, before.blames);
}

static void blame_screen(struct im_allowed_set *set, const struct situation *s)
{
    static const uint8_t out[] = {R(SIGN_OUT_CLOSES), R(FAILURE_NO_WINDOW)};
    static const uint8_t in[] = {R(FAILURE_NO_WINDOW), R(REUSE_NO_NEW_WINDOW), R(WINDOW_SHOWN), R(CLOSE), R(GROUP_WINDOW)};
    set->blames = 0;
    if (s->state->client == IM_SIGNED_OUT && s->state->was_signed_in) {
        blame_all(set, out, sizeof out);
    } else {
        blame_all(set, in, sizeof in);
    }
}

static bool of_window(uint8_t kind)
{
    return kind == IM_EV_GET || kind == IM_EV_PUT || kind == IM_EV_SHOW || kind == IM_EV_CLOSE || kind == IM_EV_CONTACTS;
}

void im_blame_shape(struct im_allowed_set *set, const struct situation *s, const struct im_observation *obs, uint32_t shape,
                 bool known_code)
{
    bool failed = im_failed(obs->hresult);
    if (shape == IM_SHAPE_SCREEN_EXTRA) blame_screen(set, s);
    if (of_window(s->event->kind) && s->object != NULL) {
        if (s->object->alive == IM_YES) {
            blame_all(set, live_member, sizeof live_member);
        } else {
            blame_all(set, ended[s->object->ended_by], 1);
        }
    }
    bool message = s->event->kind == IM_EV_INSTANT_MESSAGE;
    if (message && set->firm > 0 && s->event->argument.reference != IM_BY_VALUE) im_blame(set, IM_RULE_ARG_BYREF);
    if (message && !failed && set->firm > 0 && s->state->was_signed_in) im_blame(set, IM_RULE_SIGN_IN_NOW);
    if (message && !failed && set->firm > 0) return;
    if (message && !failed && shape == IM_SHAPE_WINDOW_CLOSED) {
        static const uint8_t returned[] = {R(RETURN_OPENS), R(REOPEN_AFTER_CLOSE)};
        static const uint8_t closed[] = {R(REOPEN_AFTER_CLOSE), R(RETURN_OPENS)};
        blame_first(set, s->state->returned ? returned : closed, 2);
        return;
    }
    for (size_t i = 0; i < sizeof by_shape / sizeof by_shape[0]; i++) {
        bool wrong_code = message && failed && !known_code;
        if (by_shape[i].shape != shape || by_shape[i].failing != failed || wrong_code) continue;
        blame_first(set, by_shape[i].rule, sizeof by_shape[i].rule);
    }
    if (!message || !failed || set->firm > 0) return;
    for (size_t i = 0; i < sizeof by_code / sizeof by_code[0]; i++) {
        if (im_code_matches(by_code[i].code, obs->hresult)) blame_all(set, by_code[i].rule, sizeof by_code[i].rule);
    }
}
