/*
 * State diagrams, found by running the model: see diagram.h.  A state is named by the function of its diagram, and all
 * model states of one name are one state of the diagram.
 */
#include "diagram.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "diagram_table.h"

enum {
    STATES = 48, /* states of one diagram */
    ALIKE = 6,   /* model states of one name that are gone on with: more of them show nothing new */
    BACKS = 8,   /* what is tried beside each HRESULT */
};

/* What was found of one diagram. */
struct found {
    const struct diagram *diagram;
    struct label labels[STATES];
    struct place places[STATES][ALIKE];
    uint8_t alike[STATES];
    size_t states;
    json_t *steps;
};

/* --- what can be answered --- */

static uint32_t value_of(enum im_code code)
{
    /* a class is shown by a value that has no name of its own */
    static const uint32_t classes[] = { 0x8004FEDCu, 0x00000ABCu, 0u };
    return code < IM_CODE_COUNT ? im_codes[code].value : classes[code - IM_ANY_ERROR];
}

static uint8_t free_window(const struct im_state *state)
{
    uint8_t handle = 1;
    while (state->objects[handle - 1].refs > 0) handle++;
    return handle;
}

static uint8_t free_contact(const struct im_state *state)
{
    uint8_t handle = 1;
    while (state->contacts[handle - 1].refs > 0) handle++;
    return handle;
}

static size_t windows_back(const struct place *place, struct im_observation backs[BACKS])
{
    const uint8_t handles[] = { place->window, free_window(&place->state) };
    size_t count = 0;
    backs[count++] = (struct im_observation){ .out = IM_OUT_NULL };
    for (size_t i = 0; i < sizeof handles; i++) {
        const struct im_observation back = { .out = IM_OUT_WINDOW, .handle = handles[i], .seen = IM_SEEN_NO };
        backs[count++] = back;
        backs[count] = back;
        backs[count++].seen = IM_SEEN_YES;
    }
    return count;
}

/* What may come back beside an HRESULT; the oracle says which of it is allowed. */
static size_t make_backs(const struct place *place, const struct im_event *event, struct im_observation backs[BACKS])
{
    static const im_name people[] = { NAME_ALICE, NAME_ME };
    size_t count = 0;
    switch (event->kind) {
    case IM_EV_INSTANT_MESSAGE: return windows_back(place, backs);
    case IM_EV_GET_CONTACT:
        backs[count++] = (struct im_observation){ .handle = place->contact };
        backs[count++] = (struct im_observation){ .handle = free_contact(&place->state) };
        break;
    case IM_EV_GET:
    case IM_EV_IS_SELF:
        for (int n = 0; n <= 1; n++) backs[count++] = (struct im_observation){ .has_value = true, .number = n };
        break;
    case IM_EV_MY_SIGNIN_NAME:
    case IM_EV_SIGNIN_NAME:
        for (im_name n = 0; n < diagram_world.name_count; n++)
            backs[count++] = (struct im_observation){ .has_value = true, .name = n };
        break;
    case IM_EV_CONTACTS:
        for (uint32_t n = 1; n <= 2; n++) backs[count++] = (struct im_observation){ .names = people, .name_count = n };
        break;
    default: break;
    }
    backs[count++] = (struct im_observation){ 0 };
    return count;
}

/* --- one step --- */

static struct im_event event_at(const struct place *place, const struct action *action)
{
    struct im_event event = action->event;
    event.window = place->window;
    event.contact = place->contact;
    event.argument.contact = place->contact;
    return event;
}

static unsigned references(const struct place *place, const struct im_event *event)
{
    if (event->kind == IM_EV_RELEASE) return event->window > 0 ? place->state.objects[event->window - 1].refs : 0;
    return event->contact > 0 ? place->state.contacts[event->contact - 1].refs : 0;
}

static bool advance(struct place *place, const struct im_event *event, const struct im_observation *seen)
{
    struct im_model model = { .world = &diagram_world, .state = place->state };
    if (!oracle_advance(&model, event, seen)) return false;
    place->state = model.state;
    return true;
}

/* Releases what the caller follows, down to the last reference. */
static void let_go(struct place *place, enum im_event_kind kind)
{
    const struct im_event release = { .kind = (uint8_t)kind, .window = place->window, .contact = place->contact };
    const struct im_observation done = { 0 };
    while (references(place, &release) > 0) advance(place, &release, &done);
    *(kind == IM_EV_RELEASE ? &place->window : &place->contact) = 0;
}

/* The caller follows one window and one contact: with another one it lets go of the earlier one.  False if there is no
 * room. */
static bool arrive(struct place *place, const struct action *action, const struct im_event *event,
                   const struct im_observation *seen)
{
    if (!advance(place, event, seen)) return false;
    if (action->fully) let_go(place, (enum im_event_kind)event->kind);
    if (im_failed(seen->hresult) || seen->handle == 0) return true;
    if (event->kind == IM_EV_INSTANT_MESSAGE && seen->out == IM_OUT_WINDOW && seen->handle != place->window) {
        let_go(place, IM_EV_RELEASE);
        place->window = seen->handle;
    } else if (event->kind == IM_EV_GET_CONTACT && seen->handle != place->contact) {
        let_go(place, IM_EV_CONTACT_RELEASE);
        place->contact = seen->handle;
    }
    return true;
}

/* --- keeping what was found --- */

static bool alike(const char *a, const char *b) { return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0; }

static bool called(const struct label *a, const struct label *b)
{
    return alike(a->group, b->group) && alike(a->text, b->text) && alike(a->detail, b->detail);
}

/* States are plain values without pointers: im_model.h. */
static bool same_bytes(const void *a, const void *b, size_t size) { return memcmp(a, b, size) == 0; }

/* The number of the state that a place belongs to, or how many states there are. */
static size_t find_state(const struct found *found, const struct label *label)
{
    size_t at = 0;
    while (at < found->states && !called(&found->labels[at], label)) at++;
    return at;
}

/* The same; a new kind of place will be gone on with. */
static size_t keep(struct found *found, const struct place *place)
{
    const struct label label = found->diagram->name(place);
    const size_t at = find_state(found, &label);
    if (at == found->states) {
        assert(found->states < STATES);
        found->labels[found->states++] = label;
    }
    for (uint8_t i = 0; i < found->alike[at]; i++) {
        const struct place *known = &found->places[at][i];
        bool same = known->window == place->window && known->contact == place->contact;
        if (same && same_bytes(&known->state, &place->state, sizeof place->state)) return at;
    }
    if (found->alike[at] < ALIKE) found->places[at][found->alike[at]++] = *place;
    return at;
}

enum { ID = 96 };

/* "signed-in.cut-off.by-sign-out" */
static char *id_of(const struct found *found, size_t at, char room[ID])
{
    const struct label *label = &found->labels[at];
    const char *const parts[] = { label->group, label->text, label->detail };
    size_t length = 0;
    room[0] = '\0';
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i] == NULL) continue;
        length += (size_t)snprintf(room + length, ID - length, "%s%s", length > 0 ? "." : "", parts[i]);
        assert(length < ID);
    }
    for (char *c = room; *c != '\0'; c++) *c = *c == ' ' ? '-' : *c;
    return room;
}

static json_t *readings_of(const struct im_judgement *judgement)
{
    json_t *list = json_array();
    for (uint8_t i = 0; i < judgement->takes; i++) {
        const struct im_reading_info *reading = &im_readings[judgement->taken[i]];
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "question", im_questions[reading->question].id, "reading", reading->id));
    }
    return list;
}

/* Adds a step, or what came back to an equal step. */
static void note(struct found *found, json_t *step, const char *with)
{
    for (size_t i = 0; i < json_array_size(found->steps); i++) {
        json_t *known = json_array_get(found->steps, i), *list = json_object_get(known, "with");
        json_object_set(step, "with", list);
        if (!json_equal(known, step)) continue;
        for (size_t j = 0; j < json_array_size(list); j++) {
            if (strcmp(json_string_value(json_array_get(list, j)), with) == 0) with = NULL;
            if (with == NULL) break;
        }
        if (with != NULL) json_array_append_new(list, json_string(with));
        json_decref(step);
        return;
    }
    json_object_set_new(step, "with", json_pack("[s]", with));
    json_array_append_new(found->steps, step);
}

static void answer(struct found *found, size_t from, const struct place *place, const struct action *action,
                   enum im_code code, const struct im_observation *seen)
{
    const struct im_event event = event_at(place, action);
    struct im_model model = { .world = &diagram_world, .state = place->state };
    const struct im_judgement judgement = oracle_judge(&model, &event, seen);
    if (judgement.grade == IM_REJECTED) return;
    size_t to = from;
    struct place next = *place;
    if (!action->probe) {
        bool room = arrive(&next, action, &event, seen);
        assert(room);
        to = keep(found, &next);
    }
    char here[ID], there[ID];
    const char *rule = judgement.rule == IM_RULE_NONE ? NULL : im_rules[judgement.rule].id;
    json_t *step = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s*, s:o}", "from", id_of(found, from, here), "event",
                             action->name, "to", id_of(found, to, there), "code", im_code_name(code), "grade",
                             im_grade_name(judgement.grade), "rule", rule, "readings", readings_of(&judgement));
    note(found, step, im_shape_name((enum im_event_kind)event.kind, judgement.shape));
}

static void try_action(struct found *found, size_t from, const struct place *place, const struct action *action)
{
    const struct im_event event = event_at(place, action);
    if (action->fully && references(place, &event) == 0) return;
    const struct im_model model = { .world = &diagram_world, .state = place->state };
    struct im_allowed_set set;
    struct im_observation backs[BACKS];
    oracle_allowed(&model, &event, &set);
    const size_t count = make_backs(place, &event, backs);
    for (int code = 0; code < IM_CODE_END; code++) {
        bool allowed = false;
        for (uint8_t i = 0; i < set.count; i++) allowed |= set.entry[i].code == code;
        for (size_t i = 0; allowed && i < count; i++) {
            struct im_observation seen = backs[i];
            seen.hresult = value_of((enum im_code)code);
            answer(found, from, place, action, (enum im_code)code, &seen);
        }
    }
}

static json_t *state_list(const struct found *found, size_t reached)
{
    json_t *list = json_array();
    char room[ID];
    for (size_t i = 0; i < found->states; i++) {
        const struct label *label = &found->labels[i];
        json_array_append_new(list, json_pack("{s:s, s:s*, s:s, s:s*, s:s*, s:b}", "id", id_of(found, i, room), "group",
                                              label->group, "text", label->text, "detail", label->detail, "note",
                                              label->note, "reached", i < reached));
    }
    return list;
}

static json_t *action_list(const struct diagram *diagram)
{
    json_t *list = json_array();
    for (size_t i = 0; i < diagram->action_count; i++) {
        const struct action *action = &diagram->actions[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:b}", "id", action->name, "method",
                                              im_event_method((enum im_event_kind)action->event.kind), "probe",
                                              action->probe));
    }
    return list;
}

/* Tries everything in every state, also in those that are found meanwhile. */
static void explore(struct found *found)
{
    uint8_t tried[STATES] = { 0 };
    for (bool more = true; more;) {
        more = false;
        for (size_t at = 0; at < found->states; at++) {
            for (; tried[at] < found->alike[at]; tried[at]++, more = true) {
                const struct place place = found->places[at][tried[at]];
                for (size_t i = 0; i < found->diagram->action_count; i++) {
                    try_action(found, at, &place, &found->diagram->actions[i]);
                }
            }
        }
    }
}

static json_t *diagram_json(const struct diagram *diagram)
{
    static struct found found;
    found = (struct found){ .diagram = diagram, .steps = json_array() };
    keep(&found, &(const struct place){ .state = { .client = IM_SIGNED_OUT } });
    explore(&found);
    const size_t reached = found.states;
    /* What no event leads to is asked all the same. */
    for (int client = IM_SIGNED_OUT; diagram->every_client && client <= IM_SIGNING_OUT; client++) {
        const struct place place = { .state = { .client = (uint8_t)client } };
        const struct label label = diagram->name(&place);
        if (find_state(&found, &label) == found.states) keep(&found, &place);
    }
    explore(&found);
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "id", diagram->id, "title", diagram->title, "text",
                     diagram->text, "states", state_list(&found, reached), "events", action_list(diagram), "steps",
                     found.steps);
}

json_t *diagram_list(void)
{
    json_t *list = json_array();
    for (size_t i = 0; i < diagram_count; i++) json_array_append_new(list, diagram_json(&diagrams[i]));
    return list;
}
