/*
 * Whom a step speaks against, and for whom: see suspect.h.
 */
#include "suspect.h"

#include <string.h>

#include "suspect_scene.h"

static const struct {
    const char *name;
    unsigned symptoms;
} manners[MANNERS] = {
    [MANNER_NONE] = { "", 0 },
    [MANNER_OPENING] = { "opening", SYMPTOM_ARGUMENT | SYMPTOM_FAIL | SYMPTOM_BY_NAME | SYMPTOM_STATE | SYMPTOM_ERROR |
                                        SYMPTOM_SILENT | SYMPTOM_EMPTY },
    [MANNER_REFUSAL] = { "refusal", SYMPTOM_ACCEPTED | SYMPTOM_CODE | SYMPTOM_LEFT },
    [MANNER_TWIN] = { "twin", SYMPTOM_TWIN },
    [MANNER_OTHER] = { "other", SYMPTOM_OTHER },
    [MANNER_CLOSED] = { "closed", SYMPTOM_CLOSED },
    [MANNER_LIVE] = { "live", SYMPTOM_ENDED | SYMPTOM_MEMBER | SYMPTOM_MOVED_ON },
    [MANNER_DEAD] = { "dead", SYMPTOM_DEAD },
    [MANNER_PEOPLE] = { "people", SYMPTOM_PEOPLE },
    [MANNER_EXTRA] = { "extra", SYMPTOM_EXTRA },
    [MANNER_MISSING] = { "missing", SYMPTOM_MISSING },
    [MANNER_EVENTS] = { "events", SYMPTOM_EVENTS | SYMPTOM_TOLD | SYMPTOM_TOLD_GONE | SYMPTOM_MISNAMED },
    [MANNER_ANSWER] = { "answer", SYMPTOM_ANSWER },
};

const char *manner_name(enum manner manner) { return manners[manner].name; }

static enum manner manner_of(unsigned symptom)
{
    int manner = MANNER_ANSWER;
    while (manner > MANNER_NONE && (manners[manner].symptoms & symptom) == 0) manner--;
    return (enum manner)manner;
}

/* The rule that is named first stands by itself, the others only if the scene allows. */
static void add_rules(struct suspect_set *set, const struct scene *scene, unsigned symptom, const uint8_t *rules,
                      uint8_t count)
{
    for (uint8_t i = 0; i < count; i++) {
        if (i == 0 || scene_suspects(scene, symptom, (enum im_rule)rules[i])) suspect_add(set, rules[i]);
    }
}

static bool of_object(const struct im_event *event)
{
    static const bool members[IM_EVENT_COUNT] = {
        [IM_EV_GET] = true, [IM_EV_PUT] = true, [IM_EV_SHOW] = true, [IM_EV_CLOSE] = true, [IM_EV_CONTACTS] = true
    };
    return members[event->kind] && event->window != 0;
}

/* --- what could have gone wrong --- */

static const uint32_t S_OK_ = 0, E_INVALIDARG_ = 0x80070057u, E_FAIL_ = 0x80004005u, E_POINTER_ = 0x80004003u,
                      NOT_LOGGED_ON_ = 0x8100031Eu, USER_NOT_FOUND_ = 0x8100030Au;

struct probe {
    struct world *world;
    const struct scene *scene;
    const struct im_event *event;
    const struct im_observation *obs;
    struct testimony *testimony;
};

static unsigned refusal(uint32_t hresult)
{
    static const struct {
        uint32_t hresult;
        unsigned symptom;
    } said[] = {
        { E_INVALIDARG_, SYMPTOM_ARGUMENT }, { E_FAIL_, SYMPTOM_FAIL },
        { 0x8100030Au, SYMPTOM_BY_NAME },    { 0x81000327u, SYMPTOM_BY_NAME }, /* MSGR_E_USER_NOT_FOUND, ... */
        { 0x81000367u, SYMPTOM_BY_NAME },    { NOT_LOGGED_ON_, SYMPTOM_STATE },
        { 0x8100030Cu, SYMPTOM_STATE },      { 0x81000318u, SYMPTOM_STATE }, /* MSGR_E_DISCONNECTED, ... */
    };
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        if (hresult == said[i].hresult) return said[i].symptom;
    }
    return SYMPTOM_ERROR;
}

/* Had this come instead: whom would the model blame?  Nobody, if it would have been right as well. */
static void what_if(const struct probe *probe, unsigned symptom, const struct im_observation *instead)
{
    struct im_model *model = &probe->world->model;
    struct im_ledger *own = model->ledger, scratch = *own;
    model->ledger = &scratch;
    const struct im_judgement judgement = oracle_judge_among(model, probe->event, &probe->scene->allowed, instead);
    model->ledger = own;
    if (judgement.grade != IM_REJECTED) return;
    struct suspect_set *cleared = &probe->testimony->cleared[manner_of(symptom)];
    add_rules(cleared, probe->scene, symptom, judgement.blame, judgement.blames);
    scene_add(cleared, probe->scene, symptom);
}

static uint8_t free_handle(const struct im_state *state)
{
    uint8_t handle = 0;
    while (handle < IM_OBJECTS && state->objects[handle].refs > 0) handle++;
    return (uint8_t)(handle < IM_OBJECTS ? handle + 1 : 0);
}

static void what_if_other_window(const struct probe *probe)
{
    const struct scene *scene = probe->scene;
    const struct im_state *state = scene->state;
    struct im_observation instead = { .hresult = S_OK_, .out = IM_OUT_WINDOW, .seen = IM_SEEN_NO };
    if (scene->due != 0) {
        instead.handle = free_handle(state);
        what_if(probe, SYMPTOM_TWIN, &instead);
    }
    for (int i = 0; i < IM_OBJECTS; i++) {
        if (state->objects[i].refs == 0) continue;
        bool same = scene_is_member(scene, &state->conversations[state->objects[i].conversation - 1]);
        if (same && state->objects[i].alive == IM_YES) continue;
        instead.handle = (uint8_t)(i + 1);
        what_if(probe, same ? SYMPTOM_CLOSED : SYMPTOM_OTHER, &instead);
    }
}

static void what_if_not_opened(const struct probe *probe)
{
    const uint32_t codes[] = { E_INVALIDARG_, E_FAIL_, USER_NOT_FOUND_, NOT_LOGGED_ON_, E_POINTER_ };
    struct im_observation instead = { .hresult = S_OK_, .out = IM_OUT_NULL };
    what_if(probe, SYMPTOM_EMPTY, &instead);
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        instead.hresult = codes[i];
        what_if(probe, refusal(codes[i]), &instead);
    }
    what_if(probe, SYMPTOM_SILENT, &instead);
    what_if_other_window(probe);
}

static void what_if_not_refused(const struct probe *probe)
{
    const uint32_t codes[] = { E_INVALIDARG_, E_FAIL_, NOT_LOGGED_ON_, E_POINTER_ };
    bool pointer = probe->event->out_null != 0;
    struct im_observation instead = { .out = pointer ? IM_OUT_NONE : IM_OUT_NULL };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        instead.hresult = codes[i];
        what_if(probe, SYMPTOM_CODE, &instead);
    }
    instead = (struct im_observation){ .hresult = S_OK_, .out = pointer ? IM_OUT_NONE : IM_OUT_WINDOW };
    instead.handle = pointer ? 0 : free_handle(probe->scene->state);
    what_if(probe, SYMPTOM_ACCEPTED, &instead);
    instead.hresult = probe->obs->hresult;
    what_if(probe, SYMPTOM_LEFT, &instead);
    instead.out = IM_OUT_UNTOUCHED;
    what_if(probe, SYMPTOM_LEFT, &instead);
}

static void what_if_alive(const struct probe *probe, const struct im_conversation *conversation)
{
    bool people = probe->event->kind == IM_EV_CONTACTS;
    what_if(probe, SYMPTOM_DEAD,
            &(struct im_observation){ .hresult = S_OK_,
                                      .has_value = probe->event->kind == IM_EV_GET,
                                      .number = probe->event->property != IM_PROPERTY_IS_CLOSED,
                                      .names = conversation->member,
                                      .name_count = people ? conversation->members : 0 });
}

static void what_if_object(const struct probe *probe)
{
    const struct im_state *state = probe->scene->state;
    const struct im_object *object = &state->objects[probe->event->window - 1];
    const struct im_conversation *conversation = &state->conversations[object->conversation - 1];
    if (object->alive != IM_YES) {
        what_if_alive(probe, conversation);
        return;
    }
    const struct im_observation ended = { .hresult = E_POINTER_ }, nobody = { .hresult = S_OK_ };
    what_if(probe, SYMPTOM_ENDED, &ended);
    what_if(probe, SYMPTOM_MEMBER, &ended);
    what_if(probe, SYMPTOM_MOVED_ON, &ended);
    if (probe->event->kind != IM_EV_CONTACTS) return;
    what_if(probe, SYMPTOM_PEOPLE, &nobody);
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *other = &state->conversations[i];
        if (other == conversation || other->members == 0) continue;
        const struct im_observation people = { .hresult = S_OK_, .names = other->member, .name_count = other->members };
        what_if(probe, SYMPTOM_PEOPLE, &people);
    }
}

static void what_if_screen(const struct probe *probe)
{
    struct im_observation instead = *probe->obs;
    struct im_screen_window windows[2 * IM_CONVERSATIONS];
    uint32_t count = instead.window_count;
    if (count + 1 > sizeof windows / sizeof windows[0]) return;
    static const im_name somebody;
    for (uint32_t i = 0; i < count; i++) windows[i] = instead.windows[i];
    windows[count] = count > 0 ? windows[0] : (struct im_screen_window){ .contacts = &somebody, .count = 1 };
    instead.windows = windows;
    instead.window_count = count + 1;
    what_if(probe, SYMPTOM_EXTRA, &instead);
    instead.window_count = 0;
    if (count > 0) what_if(probe, SYMPTOM_MISSING, &instead);
}

static unsigned too_many(int kind)
{
    return kind == IM_TOLD_CREATED ? SYMPTOM_TOLD : kind == IM_TOLD_DESTROYED ? SYMPTOM_TOLD_GONE : SYMPTOM_EVENTS;
}

static void what_if_events(const struct probe *probe)
{
    enum { MORE = 3 };
    for (int kind = 0; kind < IM_TOLD_COUNT; kind++) {
        struct im_observation instead = *probe->obs;
        instead.told[kind] = (uint8_t)(instead.told[kind] + MORE);
        what_if(probe, too_many(kind), &instead);
        instead.told[kind] = 0;
        what_if(probe, SYMPTOM_EVENTS, &instead);
    }
    struct im_observation instead = *probe->obs;
    if (instead.mention_count > 0) {
        struct im_mention other = instead.mentions[0];
        other.window = (uint8_t)(other.window % IM_OBJECTS + 1);
        instead.mentions = &other;
        instead.mention_count = 1;
        what_if(probe, SYMPTOM_MISNAMED, &instead);
        instead = *probe->obs;
    }
    instead.status = instead.status == IM_STATUS_ONLINE ? IM_STATUS_NOT_ONLINE : IM_STATUS_ONLINE;
    what_if(probe, SYMPTOM_EVENTS, &instead);
}

static void what_if_answer(const struct probe *probe)
{
    const struct im_allowed_set *allowed = &probe->scene->allowed;
    struct suspect_set *cleared = &probe->testimony->cleared[MANNER_ANSWER];
    add_rules(cleared, probe->scene, SYMPTOM_ANSWER, allowed->blame, allowed->blames);
    scene_add(cleared, probe->scene, SYMPTOM_ANSWER);
}

void suspect_clear(struct testimony *testimony, struct world *world, const struct trail *trail,
                   const struct im_event *event, const struct im_observation *obs)
{
    struct scene scene;
    scene_of(&scene, world, trail, event);
    const struct probe probe = { .world = world, .scene = &scene, .event = event, .obs = obs, .testimony = testimony };
    if (event->kind == IM_EV_INSTANT_MESSAGE && im_failed(obs->hresult)) {
        what_if_not_refused(&probe);
    } else if (event->kind == IM_EV_INSTANT_MESSAGE) {
        what_if_not_opened(&probe);
    } else if (of_object(event)) {
        what_if_object(&probe);
    } else if (event->kind == IM_EV_WINDOWS) {
        what_if_screen(&probe);
    } else if (event->kind == IM_EV_EVENTS) {
        what_if_events(&probe);
    } else {
        what_if_answer(&probe);
    }
}

/* --- what went wrong --- */

static unsigned message_symptom(const struct scene *scene, const struct im_observation *obs, uint32_t shape)
{
    bool refusal_due = scene->allowed.firm > 0;
    if (obs == NULL) return refusal_due ? SYMPTOM_CODE : SYMPTOM_SILENT;
    bool failed = im_failed(obs->hresult);
    if (failed && obs->out != IM_OUT_NULL && obs->out != IM_OUT_NONE) return SYMPTOM_LEFT;
    if (refusal_due) return failed ? SYMPTOM_CODE : SYMPTOM_ACCEPTED;
    if (failed) return refusal(obs->hresult);
    switch (shape) {
    case IM_SHAPE_WINDOW_NEW:
    case IM_SHAPE_WINDOW_SAME_UI: return SYMPTOM_TWIN;
    case IM_SHAPE_WINDOW_DUE:
    case IM_SHAPE_WINDOW_OTHER: return SYMPTOM_OTHER;
    case IM_SHAPE_WINDOW_REVIVED:
    case IM_SHAPE_WINDOW_CLOSED: return SYMPTOM_CLOSED;
    default: return SYMPTOM_EMPTY;
    }
}

static unsigned object_symptom(const struct scene *scene, const struct im_observation *obs, uint32_t shape, bool alone)
{
    if (scene->state->objects[scene->event->window - 1].alive != IM_YES) return SYMPTOM_DEAD;
    bool answered = obs != NULL && obs->hresult == 0;
    if (scene->event->kind == IM_EV_CONTACTS && answered) return SYMPTOM_PEOPLE;
    bool handle = scene->event->kind == IM_EV_GET && scene->event->property == IM_PROPERTY_HWND;
    if (handle && answered && shape == IM_SHAPE_OTHER) return SYMPTOM_MOVED_ON;
    return alone ? SYMPTOM_MEMBER : SYMPTOM_ENDED;
}

/* Which event it was that came too often: the rules tell. */
static unsigned extra_event(const uint8_t *blame, uint8_t blames)
{
    unsigned symptom = SYMPTOM_EVENTS;
    for (uint8_t i = 0; i < blames; i++) {
        if (blame[i] == IM_RULE_EVENT_CREATED || blame[i] == IM_RULE_EVENT_NONE) symptom = too_many(IM_TOLD_CREATED);
        if (blame[i] == IM_RULE_EVENT_DESTROYED) symptom = too_many(IM_TOLD_DESTROYED);
    }
    return symptom;
}

void suspect_accuse(struct testimony *testimony, const struct world *world, const struct trail *trail,
                    const struct im_event *event, const struct im_observation *obs, uint32_t shape,
                    const uint8_t *blame, uint8_t blames)
{
    struct scene scene;
    scene_of(&scene, world, trail, event);
    unsigned symptom = SYMPTOM_ANSWER;
    if (event->kind == IM_EV_INSTANT_MESSAGE) {
        symptom = message_symptom(&scene, obs, shape);
    } else if (of_object(event)) {
        symptom = object_symptom(&scene, obs, shape, blames == 1);
    } else if (event->kind == IM_EV_WINDOWS) {
        symptom = shape == IM_SHAPE_SCREEN_MISSING ? SYMPTOM_MISSING : SYMPTOM_EXTRA;
    } else if (event->kind == IM_EV_EVENTS) {
        symptom = shape == IM_SHAPE_EVENTS_EXTRA ? extra_event(blame, blames) : SYMPTOM_EVENTS;
        if (blame[0] == IM_RULE_EVENT_WINDOW) symptom = SYMPTOM_MISNAMED;
    }
    testimony->manner = (uint8_t)manner_of(symptom);
    add_rules(&testimony->suspects, &scene, symptom, blame, blames);
    /* an answer that changed from one call to the next says nothing of the situation */
    bool changed = blames == 1 && blame[0] == IM_RULE_CONSISTENT;
    if (!changed) scene_add(&testimony->suspects, &scene, symptom);
}

/* --- the trail --- */

static void more(uint8_t *count) { *count = (uint8_t)(*count + (*count < UINT8_MAX)); }

static void follow_call(struct trail *trail, const struct world *world, const struct im_event *event,
                        const struct im_observation *obs)
{
    struct scene scene;
    scene_of(&scene, world, trail, event);
    struct suspect_set origin = { { 0 } };
    scene_add_origin(&origin, &scene);
    more(&trail->now.calls);
    more(&trail->now.calls_since_sign_in);
    if (scene.unlisted) more(&trail->now.unlisted_calls);
    if (im_failed(obs->hresult)) {
        more(&trail->now.refused);
        return;
    }
    bool known = obs->handle != 0 && world->model.state.objects[obs->handle - 1].refs > 0;
    more(known ? &trail->now.returned : &trail->now.opened);
    for (unsigned i = 0; i < SUSPECT_WORDS && !known; i++) trail->origins.word[i] |= origin.word[i];
    if (obs->handle == 0) return;
    if (!known) {
        memset(&trail->object[obs->handle - 1], 0, sizeof trail->object[0]);
        trail->object[obs->handle - 1].origin = origin;
        trail->object[obs->handle - 1].then = trail->now;
    }
    trail->object[obs->handle - 1].forms |= (uint8_t)(1u << scene_form(event));
}

static void follow_release(struct trail *trail, const struct world *world, const struct im_event *event)
{
    if (event->window == 0) return;
    if (world->model.state.objects[event->window - 1].refs == 1) more(&trail->now.abandoned);
    more(&trail->object[event->window - 1].released);
    more(&trail->now.released);
}

void trail_follow(struct trail *trail, const struct world *world, const struct im_event *event,
                  const struct im_observation *obs)
{
    struct counts *now = &trail->now;
    switch (event->kind) {
    case IM_EV_INSTANT_MESSAGE: follow_call(trail, world, event, obs); break;
    case IM_EV_EVENTS: trail->heard = *now; break;
    case IM_EV_RELEASE: follow_release(trail, world, event); break;
    case IM_EV_SIGN_IN:
        more(&now->sign_ins);
        now->calls_since_sign_in = 0;
        break;
    case IM_EV_SIGN_OUT: more(&now->sign_outs); break;
    case IM_EV_GO_ONLINE: more(&now->back_online); break;
    case IM_EV_CLOSE: more(&now->closed); break;
    case IM_EV_USER_CLOSE: more(&now->closed_by_user); break;
    case IM_EV_SHOW: more(&now->shown); break;
    case IM_EV_PUT: more(&now->moved); break;
    case IM_EV_OPEN_DIALOG: more(&now->dialogs); break;
    case IM_EV_SET_FOCUS: more(&now->focus_refused); break;
    case IM_EV_CONTACT_RELEASE: more(&now->contacts_released); break;
    case IM_EV_USER_ADD_CONTACT: more(&now->members_added); break;
    default: break;
    }
}
