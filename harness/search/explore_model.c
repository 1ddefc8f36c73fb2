/*
 * The model as a machine to explore: see explore_model.h.
 */
#include "explore_model.h"

#include <stdlib.h>
#include <string.h>

#include "base.h"

enum {
    ME,
    ACTIONS = 6 + EXPLORE_CONTACTS + 4 * EXPLORE_WINDOWS,
    BACKS = 2 * EXPLORE_WINDOWS + 8, /* what may come back beside an HRESULT */
    ANSWERS = 32,                    /* allowed answers to one event that lead to different states */
    OBJECT = 5,                      /* bytes of an encoded object, and conversation */
    CONVERSATION = 7,
    HEAD = offsetof(struct im_state, objects),
};

struct model_context {
    struct explore_model_options options;
    struct im_world world;
    struct im_text names[EXPLORE_CONTACTS + 1];
    struct im_listed listed[EXPLORE_CONTACTS];
    struct im_event actions[ACTIONS];
    unsigned action_count, windows, conversations;
};

const char *const explore_model_invariants[] = {
    "what machine_check says: objects belong to conversations, and without a connection nothing is shown or alive",
    "every event has a row of the table",
    "the preferred answer to every event is accepted when it is judged",
    "every allowed answer leads to a state",
    "all events that may come are accepted when they do",
    NULL,
};

static const struct {
    const uint16_t *units;
    uint32_t length;
    const char *words;
} people[] = {
    { u"me@example.com", 14, "me" },       { u"alice@example.com", 17, "alice" }, { u"bob@example.com", 15, "bob" },
    { u"carol@example.com", 17, "carol" }, { u"dave@example.com", 16, "dave" },   { u"erin@example.com", 16, "erin" },
    { u"frank@example.com", 17, "frank" },
};

/* --- states as bytes --- */

static void encode(const struct model_context *model, const struct im_state *state, uint8_t *to)
{
    memcpy(to, state, HEAD);
    to += HEAD;
    for (unsigned i = 0; i < model->windows; i++) {
        const struct im_object *object = &state->objects[i];
        *to++ = object->conversation;
        *to++ = object->alive;
        *to++ = object->close_worked;
        *to++ = object->ended_by;
        *to++ = (uint8_t)object->refs;
    }
    for (unsigned i = 0; i < model->conversations; i++) {
        const struct im_conversation *conversation = &state->conversations[i];
        *to++ = (uint8_t)conversation->member[0];
        *to++ = conversation->members;
        *to++ = conversation->secondary;
        *to++ = conversation->shown;
        *to++ = conversation->ghosts;
        *to++ = conversation->forms;
        *to++ = conversation->untold;
    }
}

static void decode(const struct model_context *model, const uint8_t *from, struct im_state *state)
{
    memset(state, 0, sizeof *state);
    memcpy(state, from, HEAD);
    from += HEAD;
    for (unsigned i = 0; i < model->windows; i++) {
        struct im_object *object = &state->objects[i];
        object->conversation = *from++;
        object->alive = *from++;
        object->close_worked = *from++;
        object->ended_by = *from++;
        object->refs = *from++;
    }
    for (unsigned i = 0; i < model->conversations; i++) {
        struct im_conversation *conversation = &state->conversations[i];
        conversation->member[0] = *from++;
        conversation->members = *from++;
        conversation->secondary = *from++;
        conversation->shown = *from++;
        conversation->ghosts = *from++;
        conversation->forms = *from++;
        conversation->untold = *from++;
    }
}

static size_t size_of(const struct model_context *model)
{
    return HEAD + OBJECT * model->windows + CONVERSATION * model->conversations;
}

/* --- what can be done, and what can be answered --- */

static unsigned references_to(const struct im_state *state, im_name name)
{
    unsigned count = 0;
    for (int i = 0; i < IM_OBJECTS; i++) {
        const struct im_object *object = &state->objects[i];
        if (object->refs > 0 && state->conversations[object->conversation - 1].member[0] == name) count += object->refs;
    }
    return count;
}

static bool enabled(const struct model_context *model, const struct im_state *state, const struct im_event *event)
{
    if (event->window > 0) return state->objects[event->window - 1].refs > 0;
    if (event->kind != IM_EV_INSTANT_MESSAGE || event->argument.name == ME) return true;
    return references_to(state, event->argument.name) < model->options.references;
}

static size_t make_backs(const struct model_context *model, const struct im_state *state, const struct im_event *event,
                         struct im_observation backs[BACKS])
{
    size_t count = 0;
    bool free_slot = false;
    backs[count++] = (struct im_observation){ .out = IM_OUT_NULL };
    if (event->kind == IM_EV_GET) {
        for (int n = 0; n <= 1; n++) backs[count++] = (struct im_observation){ .has_value = true, .number = n };
    }
    for (unsigned i = 0; event->kind == IM_EV_INSTANT_MESSAGE && i < model->windows; i++) {
        const bool held = state->objects[i].refs > 0;
        if (!held && free_slot) continue;
        free_slot |= !held;
        struct im_observation back = { .out = IM_OUT_WINDOW, .handle = (uint8_t)(i + 1), .seen = IM_SEEN_NO };
        backs[count++] = back;
        back.seen = IM_SEEN_YES;
        backs[count++] = back;
        back.seen = IM_SEEN_SECOND;
        if (!held) backs[count++] = back;
    }
    return count;
}

/* All events that may come do, and counters of what may be left somewhere stop. */
static bool settle(struct im_model *oracle)
{
    const struct im_event take = { .kind = IM_EV_EVENTS };
    struct im_observation raised = { .hresult = 0 };
    for (int i = 0; i < IM_TOLD_COUNT; i++) raised.told[i] = oracle->state.due[i].max;
    if (oracle_judge(oracle, &take, &raised).grade == IM_REJECTED || !oracle_advance(oracle, &take, &raised))
        return false;
    struct im_state *state = &oracle->state;
    uint8_t *const counters[] = { &state->strays, &state->stray_created, &state->stray_destroyed };
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++) {
        if (*counters[i] > 1) *counters[i] = 1;
    }
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        if (state->conversations[i].ghosts > 1) state->conversations[i].ghosts = 1;
    }
    return true;
}

struct answers {
    struct im_observation seen[ANSWERS];
    uint8_t code[ANSWERS]; /* enum im_code */
    uint8_t next[ANSWERS * EXPLORE_STATE];
    unsigned count;
    const char *broken;
};

static void follow(const struct model_context *model, const struct im_state *state, const struct im_event *event,
                   const struct im_observation *seen, uint8_t code, struct answers *answers)
{
    struct im_model oracle = { .world = &model->world, .state = *state };
    struct im_state check;
    const enum im_grade grade = oracle_judge(&oracle, event, seen).grade;
    if (grade == IM_REJECTED || grade > model->options.worst) return;
    const size_t size = size_of(model);
    uint8_t *next = answers->next + answers->count * size;
    if (!oracle_advance(&oracle, event, seen)) {
        answers->broken = explore_model_invariants[3];
        return;
    }
    if (!settle(&oracle)) {
        answers->broken = explore_model_invariants[4];
        return;
    }
    encode(model, &oracle.state, next);
    decode(model, next, &check);
    if (memcmp(&check, &oracle.state, sizeof check) != 0) {
        answers->broken = "the explorer's own encoding of states does not hold this one's successor";
        return;
    }
    for (unsigned i = 0; i < answers->count; i++) {
        if (memcmp(answers->next + i * size, next, size) == 0) return;
    }
    if (answers->count == ANSWERS) {
        answers->broken = "an event has more allowed answers than the explorer holds";
        return;
    }
    answers->seen[answers->count] = *seen;
    answers->code[answers->count++] = code;
}

/* A class is shown by a value that has no name of its own. */
static uint32_t value_of(uint8_t code)
{
    static const uint32_t classes[] = { 0x8004FE01u, 0x00000AB1u, 0u };
    return code < IM_CODE_COUNT ? im_codes[code].value : classes[code - IM_ANY_ERROR];
}

/* Every answer that is allowed and leads to a state of its own. */
static void find_answers(const struct model_context *model, const struct im_state *state, const struct im_event *event,
                         struct answers *answers)
{
    struct im_model oracle = { .world = &model->world, .state = *state };
    struct im_allowed_set set;
    struct im_observation backs[BACKS], best;
    answers->count = 0;
    answers->broken = NULL;
    oracle_allowed(&oracle, event, &set);
    if (set.unspecified || set.count == 0) {
        answers->broken = explore_model_invariants[1];
        return;
    }
    if (!oracle_prefer(&oracle, event, &best) || oracle_judge(&oracle, event, &best).grade == IM_REJECTED) {
        answers->broken = explore_model_invariants[2];
        return;
    }
    const size_t count = make_backs(model, state, event, backs);
    uint64_t tried = 0; /* codes */
    for (uint8_t i = 0; i < set.count; i++) {
        const uint8_t code = set.entry[i].code;
        if ((tried >> code & 1) != 0) continue;
        tried |= (uint64_t)1 << code;
        for (size_t n = 0; n < count; n++) {
            backs[n].hresult = value_of(code);
            follow(model, state, event, &backs[n], code, answers);
        }
    }
}

/* --- the machine --- */

static void start(const void *context, void *state)
{
    static const struct im_state beginning;
    encode(context, &beginning, state);
}

static unsigned expand(const void *context, const void *from, void *next, uint32_t *labels, const char **broken)
{
    const struct model_context *model = context;
    const size_t size = size_of(model);
    struct im_state state;
    struct answers answers;
    unsigned count = 0;
    decode(model, from, &state);
    *broken = machine_check(&state);
    for (unsigned i = 0; i < model->action_count; i++) {
        if (!enabled(model, &state, &model->actions[i])) continue;
        find_answers(model, &state, &model->actions[i], &answers);
        if (answers.broken != NULL && *broken == NULL) *broken = answers.broken;
        memcpy((uint8_t *)next + count * size, answers.next, answers.count * size);
        for (unsigned n = 0; n < answers.count; n++, count++) {
            if (labels != NULL) labels[count] = i << 8 | n;
        }
    }
    return count;
}

static const char *event_words(struct arena *arena, const struct im_event *event)
{
    static const char *const verbs[IM_EVENT_COUNT] = {
        [IM_EV_SIGN_IN] = "signIn",       [IM_EV_SIGN_OUT] = "signOut",    [IM_EV_GO_OFFLINE] = "goOffline",
        [IM_EV_GO_ONLINE] = "goOnline",   [IM_EV_RELEASE] = "release",     [IM_EV_CLOSE] = "close",
        [IM_EV_USER_CLOSE] = "userClose", [IM_EV_GET] = "get IsClosed of",
    };
    if (event->kind == IM_EV_INSTANT_MESSAGE) {
        return arena_printf(arena, "instantMessage %s", people[event->argument.name].words);
    }
    return event->window > 0 ? arena_printf(arena, "%s w%u", verbs[event->kind], event->window) : verbs[event->kind];
}

static const char *step_words(const void *context, struct arena *arena, const void *from, uint32_t label)
{
    const struct model_context *model = context;
    const struct im_event *event = &model->actions[label >> 8];
    const unsigned which = label & 0xFF;
    struct im_state state;
    struct answers answers;
    decode(model, from, &state);
    find_answers(model, &state, event, &answers);
    const struct im_observation *seen = &answers.seen[which];
    const char *words = event_words(arena, event);
    if (im_event_class((enum im_event_kind)event->kind) == IM_CONTROL) return words;
    words = arena_printf(arena, "%s: %s", words, im_code_name((enum im_code)answers.code[which]));
    if (seen->has_value) words = arena_printf(arena, "%s, %s", words, seen->number != 0 ? "true" : "false");
    if (seen->out == IM_OUT_WINDOW) words = arena_printf(arena, "%s, w%u", words, seen->handle);
    return words;
}

static const char *known_words(unsigned known, const char *no, const char *yes)
{
    return known == IM_YES ? yes : known == IM_NO ? no : "?";
}

static const char *state_words(const void *context, struct arena *arena, const void *from)
{
    static const char *const clients[] = { "signed out", "signing in", "signed in", "offline", "signing out" };
    const struct model_context *model = context;
    struct im_state state;
    decode(model, from, &state);
    const char *words = clients[state.client];
    for (unsigned i = 0; i < model->conversations; i++) {
        const struct im_conversation *conversation = &state.conversations[i];
        if (conversation->members == 0) continue;
        words = arena_printf(arena, "%s; %s %s", words, people[conversation->member[0]].words,
                             known_words(conversation->shown, "gone", "shown"));
        if (conversation->ghosts > 0) words = arena_printf(arena, "%s +%u", words, conversation->ghosts);
        for (unsigned n = 0; n < model->windows; n++) {
            const struct im_object *object = &state.objects[n];
            if (object->refs == 0 || object->conversation != i + 1) continue;
            words = arena_printf(arena, "%s, w%u x%u %s", words, n + 1, object->refs,
                                 known_words(object->alive, "dead", "alive"));
        }
    }
    return words;
}

static void make_actions(struct model_context *model)
{
    static const uint8_t of_client[] = { IM_EV_SIGN_IN, IM_EV_SIGN_OUT, IM_EV_GO_OFFLINE, IM_EV_GO_ONLINE };
    static const uint8_t of_window[] = { IM_EV_RELEASE, IM_EV_CLOSE, IM_EV_USER_CLOSE, IM_EV_GET };
    struct im_event *action = model->actions;
    for (size_t i = 0; i < sizeof of_client; i++) *action++ = (struct im_event){ .kind = of_client[i] };
    for (unsigned i = 0; i <= model->options.contacts; i++, action++) {
        *action =
            (struct im_event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = { .form = IM_STRING, .name = (im_name)i } };
    }
    for (unsigned i = 1; i <= model->windows; i++) {
        for (size_t n = 0; n < sizeof of_window; n++, action++) {
            *action =
                (struct im_event){ .kind = of_window[n], .window = (uint8_t)i, .property = IM_PROPERTY_IS_CLOSED };
        }
    }
    model->action_count = (unsigned)(action - model->actions);
}

bool explore_model(const struct explore_model_options *options, struct machine *machine)
{
    const unsigned windows = options->contacts * options->references;
    if (options->contacts > EXPLORE_CONTACTS || windows > EXPLORE_WINDOWS || options->references == 0) return false;
    struct model_context *model = must_realloc(NULL, sizeof *model);
    *model = (struct model_context){ .options = *options, .windows = windows };
    model->conversations =
        windows + options->contacts <= IM_CONVERSATIONS ? windows + options->contacts : IM_CONVERSATIONS;
    for (unsigned i = 0; i <= options->contacts; i++) {
        model->names[i] = (struct im_text){ people[i].units, people[i].length };
        if (i > 0) model->listed[i - 1] = (struct im_listed){ .name = (im_name)i };
    }
    model->world = (struct im_world){ .profile = options->profile,
                                      .names = model->names,
                                      .name_count = options->contacts + 1,
                                      .me = ME,
                                      .listed = model->listed,
                                      .listed_count = options->contacts };
    make_actions(model);
    *machine = (struct machine){
        .context = model,
        .size = size_of(model),
        .fanout = EXPLORE_SUCCESSORS,
        .start = start,
        .expand = expand,
        .step_words = step_words,
        .state_words = state_words,
    };
    return true;
}

void explore_model_free(struct machine *machine)
{
    union {
        const void *borrowed;
        void *owned;
    } context = { machine->context };
    free(context.owned);
}
