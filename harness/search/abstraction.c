/*
 * The finite abstraction of the model: see abstraction.h.
 */
#include "abstraction.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each input once: its name, the event that it needs, and whether there is one for each contact. */
static const struct {
    const char *name;
    enum im_event_kind needs;
    bool message, nowhere, each;
} kinds[ABSTRACT_KINDS] = {
    [ABSTRACT_SIGN_IN] = { "signIn", IM_EV_SIGN_IN, false, false, false },
    [ABSTRACT_SIGN_OUT] = { "signOut", IM_EV_SIGN_OUT, false, false, false },
    [ABSTRACT_GO_OFFLINE] = { "goOffline", IM_EV_GO_OFFLINE, false, false, false },
    [ABSTRACT_SELF] = { "message(me)", IM_EV_INSTANT_MESSAGE, true, false, false },
    [ABSTRACT_LONG] = { "message(130-characters)", IM_EV_INSTANT_MESSAGE, true, false, false },
    [ABSTRACT_NOWHERE] = { "message(alice,NULL)", IM_EV_INSTANT_MESSAGE, true, true, false },
    [ABSTRACT_SELF_NOWHERE] = { "message(me,NULL)", IM_EV_INSTANT_MESSAGE, true, true, false },
    [ABSTRACT_LONG_NOWHERE] = { "message(130-characters,NULL)", IM_EV_INSTANT_MESSAGE, true, true, false },
    [ABSTRACT_MESSAGE] = { "message", IM_EV_INSTANT_MESSAGE, true, false, true },
    [ABSTRACT_RELEASE] = { "release", IM_EV_RELEASE, false, false, true },
    [ABSTRACT_USER_CLOSE] = { "userClose", IM_EV_USER_CLOSE, false, false, true },
    [ABSTRACT_IS_CLOSED] = { "isClosed", IM_EV_GET, false, false, true },
};

bool abstract_is_message(uint8_t kind) { return kinds[kind].message; }
bool abstract_is_nowhere(uint8_t kind) { return kinds[kind].nowhere; }

/* --- making --- */

static bool wanted(const struct abstract_needs *needs, enum abstract_kind kind)
{
    if (needs->invoke_only && kinds[kind].nowhere) return false; /* Invoke always has a place for the result */
    if (needs->capable == NULL) return true;
    bool back = kind != ABSTRACT_GO_OFFLINE || needs->capable[IM_EV_GO_ONLINE];
    return needs->capable[kinds[kind].needs] && back;
}

static void add_inputs(struct abstraction *made, const struct abstract_needs *needs)
{
    for (int kind = 0; kind < ABSTRACT_KINDS; kind++) {
        unsigned times = kinds[kind].each ? made->contacts : 1;
        for (unsigned i = 0; i < times && wanted(needs, (enum abstract_kind)kind); i++) {
            made->input_name[made->inputs] =
                kinds[kind].each ? arena_printf(made->arena, "%s(%s)", kinds[kind].name, role_names[ROLE_ALICE + i])
                                 : kinds[kind].name;
            made->input[made->inputs++] = (struct abstract_input){ (uint8_t)kind, (uint8_t)i };
        }
    }
}

struct abstraction *abstraction_new(unsigned contacts, unsigned references, const struct abstract_needs *needs)
{
    enum { TOO_LONG = 130 };
    assert(contacts >= 1 && contacts <= ABSTRACT_CONTACTS && references >= 1 && references <= ABSTRACT_REFERENCES);
    struct arena *arena = arena_new();
    struct abstraction *made = arena_alloc(arena, sizeof *made);
    *made = (struct abstraction){ .contacts = contacts, .references = references, .arena = arena };
    made->looks = needs->capable == NULL || needs->capable[IM_EV_GET];
    add_inputs(made, needs);

    const struct people *people = needs->people != NULL ? needs->people : cast_wanted();
    made->world = arena_alloc(arena, sizeof *made->world);
    world_begin(made->world, arena, people, needs->invoke_only);
    made->world->known.profile = needs->profile;
    made->world->known.contact_identity = true;
    made->world->model.ledger = NULL;
    static const char domain[] = "@example.com";
    uint16_t *units = arena_alloc(arena, TOO_LONG * sizeof *units);
    for (size_t i = 0; i < TOO_LONG; i++) {
        size_t at = i + sizeof domain - 1;
        units[i] = (uint16_t)(at < TOO_LONG ? 'a' : domain[at - TOO_LONG]);
    }
    made->longest = world_name(made->world, (struct text){ units, TOO_LONG });
    made->me = world_name(made->world, people->me);
    for (size_t i = 0, found = 0; i < people->count && found < contacts; i++) {
        if (!people->contacts[i].secondary) made->name[found++] = world_name(made->world, people->contacts[i].name);
    }
    return made;
}

void abstraction_free(struct abstraction *abstraction)
{
    if (abstraction != NULL) arena_free(abstraction->arena);
}

static im_name target(const struct abstraction *abstraction, const struct abstract_input *input)
{
    switch (input->kind) {
    case ABSTRACT_SELF:
    case ABSTRACT_SELF_NOWHERE: return abstraction->me;
    case ABSTRACT_LONG:
    case ABSTRACT_LONG_NOWHERE: return abstraction->longest;
    default: return abstraction->name[input->contact];
    }
}

struct text abstraction_text(const struct abstraction *abstraction, const struct abstract_input *input)
{
    const struct im_text name = abstraction->world->names[target(abstraction, input)];
    return (struct text){ name.units, name.length };
}

/* --- outputs --- */

static const char *const statuses[] = { "done", "nothing", "cannot", "broken", "gone" };
static const char *const windows[] = { "", "+untouched", "", "+same", "+closed", "+new", "+twin", "+others" };

/* A window where there should be none has a name too, and NULL where a window should be. */
void abstract_name(const struct abstract_output *output, char name[FSM_NAME])
{
    if (!output->is_call) {
        const char *word = statuses[output->status];
        if (output->status == ABSTRACT_BROKEN) word = obs_status_name((enum obs_status)output->broken);
        snprintf(name, FSM_NAME, "%s", word);
        return;
    }
    if (output->window == WINDOW_IS_ASKED) {
        snprintf(name, FSM_NAME, "%s", im_failed(output->hresult) ? "error" : output->closed ? "closed" : "open");
        return;
    }
    const char *window = windows[output->window];
    char code[16];
    enum im_code known = im_code_of(output->hresult);
    snprintf(code, sizeof code, "0x%08X", (unsigned)output->hresult);
    if (output->window == WINDOW_IS_NULL && !im_failed(output->hresult)) window = "+NULL";
    snprintf(name, FSM_NAME, "%s%s", known != IM_CODE_COUNT ? im_code_name(known) : code, window);
}

/* --- states --- */

struct abstract_state abstract_start(void)
{
    struct abstract_state state;
    memset(&state, 0, sizeof state);
    state.client = IM_SIGNED_OUT;
    return state;
}

static int by_content(const void *a, const void *b)
{
    return memcmp(b, a, sizeof(struct im_conversation)); /* those that are free come last */
}

/* Puts conversations into one order, and forgets what only events and the screen would show. */
static void forget(struct abstract_state *state)
{
    struct im_state *m = &state->state;
    struct im_conversation of[IM_OBJECTS] = { { .members = 0 } };
    m->heard = m->strays = m->stray_created = m->stray_destroyed = 0;
    memset(m->due, 0, sizeof m->due);
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        struct im_conversation *conversation = &m->conversations[i];
        bool held = false;
        for (int k = 0; k < IM_OBJECTS; k++) held |= m->objects[k].conversation == i + 1;
        conversation->untold = conversation->ghosts = 0;
        if (!held && conversation->shown == IM_NO) memset(conversation, 0, sizeof *conversation);
    }
    /* two that are alike but for who holds them are told apart by the mark that they lend for the while */
    for (int k = 0; k < IM_OBJECTS; k++) {
        if (m->objects[k].refs == 0) continue;
        struct im_conversation *own = &m->conversations[m->objects[k].conversation - 1];
        own->untold = (uint8_t)(k + 1);
        of[k] = *own;
    }
    qsort(m->conversations, IM_CONVERSATIONS, sizeof m->conversations[0], by_content);
    for (int k = 0; k < IM_OBJECTS; k++) {
        for (int i = 0; i < IM_CONVERSATIONS && of[k].members > 0; i++) {
            if (memcmp(&m->conversations[i], &of[k], sizeof of[k]) == 0) m->objects[k].conversation = (uint8_t)(i + 1);
        }
    }
    for (int i = 0; i < IM_CONVERSATIONS; i++) m->conversations[i].untold = 0;
}

/* --- asking the oracle --- */

static const struct im_object *held(const struct abstract_state *state, const struct abstract_input *input)
{
    return &state->state.objects[input->contact];
}

/* The event that an input begins with, if it does anything at all. */
static bool event_of(const struct abstraction *abstraction, const struct abstract_state *state,
                     const struct abstract_input *input, struct im_event *event)
{
    *event = (struct im_event){ .kind = (uint8_t)kinds[input->kind].needs };
    switch (input->kind) {
    case ABSTRACT_SIGN_IN:
        if (state->client == IM_OFFLINE) event->kind = IM_EV_GO_ONLINE;
        return state->client != IM_SIGNED_IN;
    case ABSTRACT_SIGN_OUT: return state->client != IM_SIGNED_OUT;
    case ABSTRACT_GO_OFFLINE: return state->client == IM_SIGNED_IN;
    case ABSTRACT_RELEASE:
    case ABSTRACT_USER_CLOSE:
    case ABSTRACT_IS_CLOSED:
        event->window = (uint8_t)(input->contact + 1);
        event->property = IM_PROPERTY_IS_CLOSED;
        return held(state, input)->refs > 0;
    default:
        event->out_null = kinds[input->kind].nowhere;
        event->argument = (struct im_argument){ .form = IM_STRING, .name = target(abstraction, input) };
        return true;
    }
}

static struct im_model *model_at(struct abstraction *abstraction, const struct abstract_state *state)
{
    abstraction->world->model.state = state->state;
    return &abstraction->world->model;
}

/* The slot behind those of the contacts is free between two inputs. */
static uint8_t spare_handle(const struct abstraction *abstraction) { return (uint8_t)(abstraction->contacts + 1); }

struct abstract_output abstract_prefer(struct abstraction *abstraction, const struct abstract_state *state,
                                       uint32_t number)
{
    const struct abstract_input *input = &abstraction->input[number];
    struct im_event event;
    struct im_observation obs;
    if (!event_of(abstraction, state, input, &event)) return (struct abstract_output){ .status = ABSTRACT_NOTHING };
    const struct im_model *model = model_at(abstraction, state);
    bool call = kinds[input->kind].message || input->kind == ABSTRACT_IS_CLOSED;
    if (!call || !oracle_prefer(model, &event, &obs)) return (struct abstract_output){ .status = ABSTRACT_DONE };
    struct abstract_output output = { .is_call = true, .hresult = obs.hresult, .window = WINDOW_IS_NOWHERE };
    if (!kinds[input->kind].message) {
        output.window = WINDOW_IS_ASKED;
        output.closed = !im_failed(obs.hresult) && obs.number != 0;
    } else if (obs.out == IM_OUT_NULL) {
        output.window = WINDOW_IS_NULL;
    } else if (obs.out == IM_OUT_WINDOW) {
        output.window = model->state.objects[obs.handle - 1].refs > 0 ? WINDOW_IS_SAME : WINDOW_IS_NEW;
    }
    return output;
}

static struct im_observation observed(const struct abstraction *abstraction, const struct abstract_input *input,
                                      const struct abstract_output *output)
{
    static const uint8_t outs[] = { IM_OUT_NULL,   IM_OUT_UNTOUCHED, IM_OUT_NONE,   IM_OUT_WINDOW,
                                    IM_OUT_WINDOW, IM_OUT_WINDOW,    IM_OUT_WINDOW, IM_OUT_WINDOW };
    struct im_observation obs = { .hresult = output->hresult };
    if (!output->is_call) return obs;
    if (!kinds[input->kind].message) {
        obs.has_value = !im_failed(output->hresult);
        obs.number = output->closed;
        return obs;
    }
    obs.out = outs[output->window];
    if (obs.out != IM_OUT_WINDOW) return obs;
    bool known = output->window == WINDOW_IS_SAME || output->window == WINDOW_IS_DEAD;
    bool open = output->window == WINDOW_IS_SAME || output->window == WINDOW_IS_TWIN;
    obs.handle = known ? (uint8_t)(input->contact + 1) : spare_handle(abstraction);
    obs.seen = !abstraction->looks ? IM_CANNOT_LOOK : open ? IM_SEEN_YES : IM_SEEN_NO;
    if (output->window == WINDOW_IS_OTHERS) obs.handle = IM_OBJECTS + 1; /* no handle of this contact's */
    return obs;
}

static void release(struct im_model *model, uint8_t handle)
{
    const struct im_event event = { .kind = IM_EV_RELEASE, .window = handle };
    const struct im_observation obs = { .hresult = 0 };
    oracle_advance(model, &event, &obs);
}

/* What the caller does with a window that he was handed: see abstraction.h. */
static void keep(struct abstraction *abstraction, const struct abstract_input *input, const struct im_observation *obs)
{
    struct im_model *model = &abstraction->world->model;
    uint8_t own = (uint8_t)(input->contact + 1), spare = spare_handle(abstraction);
    if (obs->out != IM_OUT_WINDOW) return;
    if (obs->handle == own) {
        if (model->state.objects[own - 1].refs > abstraction->references) release(model, own);
        return;
    }
    while (model->state.objects[own - 1].refs > 0) release(model, own);
    model->state.objects[own - 1] = model->state.objects[spare - 1];
    memset(&model->state.objects[spare - 1], 0, sizeof model->state.objects[0]);
}

/* Whether somebody else's window came back is no question of handles. */
static void reject(struct im_judgement *judgement)
{
    judgement->grade = IM_REJECTED;
    judgement->takes = 0;
}

struct im_judgement abstract_take(struct abstraction *abstraction, struct abstract_state *state, uint32_t number,
                                  const struct abstract_output *output)
{
    static const uint8_t clients[] = { IM_SIGNED_IN, IM_SIGNED_OUT, IM_OFFLINE };
    const struct abstract_input *input = &abstraction->input[number];
    struct im_judgement judgement = { .grade = IM_PREFERRED };
    struct im_event event;
    bool acts = event_of(abstraction, state, input, &event);
    if (output->status >= ABSTRACT_BROKEN) reject(&judgement);
    if (!acts || output->status != ABSTRACT_DONE) return judgement;

    struct im_model *model = model_at(abstraction, state);
    const struct im_observation obs = observed(abstraction, input, output);
    if (output->is_call) judgement = oracle_judge(model, &event, &obs);
    if (judgement.unspecified) reject(&judgement);
    if (judgement.grade == IM_REJECTED) return judgement;
    oracle_advance(model, &event, &obs);
    if (kinds[input->kind].message) keep(abstraction, input, &obs);
    if (input->kind == ABSTRACT_SIGN_OUT && state->client == IM_OFFLINE) {
        const struct im_event online = { .kind = IM_EV_GO_ONLINE };
        oracle_advance(model, &online, &obs);
    }
    if (input->kind <= ABSTRACT_GO_OFFLINE) state->client = clients[input->kind];
    state->state = model->state;
    forget(state);
    return judgement;
}

/* --- the machine --- */

static void take_preferred(void *context, const void *now, uint32_t input, void *next, char output[FSM_NAME])
{
    struct abstraction *abstraction = context;
    struct abstract_state state;
    memcpy(&state, now, sizeof state);
    const struct abstract_output best = abstract_prefer(abstraction, &state, input);
    abstract_take(abstraction, &state, input, &best);
    abstract_name(&best, output);
    /* history that explains failures only */
    struct im_state *m = &state.state;
    m->refused = m->reused = m->closed = m->was_signed_in = m->returned = 0;
    memcpy(next, &state, sizeof state);
}

struct fsm *abstraction_machine(struct abstraction *abstraction)
{
    const struct abstract_state start = abstract_start();
    const struct fsm_source source = { .start = &start,
                                       .size = sizeof start,
                                       .inputs = abstraction->inputs,
                                       .input_name = abstraction->input_name,
                                       .step = take_preferred,
                                       .context = abstraction };
    return fsm_grow(&source);
}
