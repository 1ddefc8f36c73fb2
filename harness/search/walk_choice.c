/*
 * Which step a walk takes next: see walk_choice.h.
 */
#include "walk_choice.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "walk_way.h"

enum { THROWN = 10, TRIES = 40, RARE = 20 };

/* How often the kinds of events are thrown up: while signed in, and otherwise. */
static const struct {
    enum im_event_kind kind;
    uint8_t in, out;
} weights[] = {
    { IM_EV_SIGN_IN, 1, 24 },
    { IM_EV_SIGN_OUT, 4, 2 },
    { IM_EV_GO_OFFLINE, 3, 1 },
    { IM_EV_GO_ONLINE, 1, 10 },
    { IM_EV_SERVICE_SIGN_IN, 2, 2 },
    { IM_EV_SERVICE_SIGN_OUT, 2, 1 },
    { IM_EV_INSTANT_MESSAGE, 34, 14 },
    { IM_EV_RELEASE, 8, 3 },
    { IM_EV_MY_SIGNIN_NAME, 2, 3 },
    { IM_EV_GET_CONTACT, 7, 4 },
    { IM_EV_IS_SELF, 5, 6 },
    { IM_EV_SIGNIN_NAME, 4, 5 },
    { IM_EV_CONTACT_RELEASE, 2, 1 },
    { IM_EV_GET, 8, 6 },
    { IM_EV_PUT, 4, 2 },
    { IM_EV_SHOW, 3, 2 },
    { IM_EV_CLOSE, 4, 2 },
    { IM_EV_CONTACTS, 4, 2 },
    { IM_EV_USER_CLOSE, 4, 1 },
    { IM_EV_USER_ADD_CONTACT, 3, 1 },
    { IM_EV_OPEN_DIALOG, 2, 2 },
    { IM_EV_CLOSE_DIALOGS, 2, 2 },
    { IM_EV_SET_FOCUS, 3, 2 },
    { IM_EV_WINDOWS, 7, 4 },
    { IM_EV_EVENTS, 9, 5 },
    /* COM's own laws and Invoke's errors are left to cases: they hold in every state and change none */
    { IM_EV_CHECK, 0, 0 },
    { IM_EV_INVOKE, 0, 0 },
};
_Static_assert(sizeof weights / sizeof weights[0] == IM_EVENT_COUNT, "every event is in the table");

bool walk_throws(enum im_event_kind kind)
{
    int i = 0;
    while (weights[i].kind != kind) i++;
    return weights[i].in + weights[i].out > 0;
}

/* --- what is thrown up --- */

static bool chance(struct walker *walker, unsigned percent) { return prng_below(&walker->prng, 100) < percent; }

static uint16_t some_person(struct walker *walker)
{
    static const uint8_t people[] = { 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6 };
    return people[prng_below(&walker->prng, sizeof people)];
}

void walker_begin(struct walker *walker, struct walk_seen *seen, struct prng prng)
{
    assert(move_texts() <= WALK_NAMES);
    *walker = (struct walker){ .prng = prng, .seen = seen, .where = coverage_begin(&seen->coverage) };
    static const uint8_t left_out[] = { 0, 20, 20, 40, 60 }, favours[] = { 0, 30, 60, 90 };
    const uint8_t percent = left_out[prng_below(&walker->prng, sizeof left_out)];
    for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
        if (!walk_throws((enum im_event_kind)kind)) continue;
        bool needed = kind == IM_EV_SIGN_IN || kind == IM_EV_INSTANT_MESSAGE;
        walker->left_out[kind] = chance(walker, percent) && !needed;
    }
    walker->favourite = some_person(walker);
    walker->favour = favours[prng_below(&walker->prng, sizeof favours)];
}

/* One of the numbers that are held, the latest ones rather; 0 for none. */
static uint16_t held(struct walker *walker, const bool *list, uint16_t count)
{
    uint16_t numbers[WALK_LENGTH + 1], found = 0;
    for (uint16_t i = 1; i <= count; i++) {
        if (list[i]) numbers[found++] = i;
    }
    if (found == 0) return 0;
    return numbers[chance(walker, 35) ? found - 1u : prng_below(&walker->prng, found)];
}

static uint16_t held_window(struct walker *walker) { return held(walker, walker->window_held, walker->windows); }
static uint16_t held_contact(struct walker *walker) { return held(walker, walker->contact_held, walker->contacts); }

/* Mostly the same few people, so that windows are met again; else whatever name was passed least. */
static uint16_t some_name(struct walker *walker, unsigned form, unsigned client)
{
    if (chance(walker, walker->favour)) return walker->favourite;
    if (chance(walker, 60)) return some_person(walker);
    uint16_t best = 0;
    uint32_t least = UINT32_MAX;
    for (int i = 0; i < 3; i++) {
        uint16_t name = (uint16_t)prng_below(&walker->prng, (uint32_t)move_texts());
        uint32_t passed = walker->seen->passed[name][form][client];
        if (passed < least) best = name;
        if (passed < least) least = passed;
    }
    return best;
}

/* The form of an argument as one number, for counting. */
static unsigned form_number(const struct move *move)
{
    if (move->form != ARG_BSTR && move->form != ARG_OBJECT) return 8u + (move->form & 7u);
    return (move->form == ARG_OBJECT) * 4u + (move->depth > 0 ? 1u + move->depth : move->typed);
}

static bool throw_message(struct walker *walker, const struct run *run, struct move *move)
{
    const struct iut_identity *iut = run->exec->adapter->identity(run->exec->session);
    move->form = ARG_BSTR;
    if (chance(walker, 14)) {
        move->form = ARG_OBJECT;
        move->subject = held_contact(walker);
        if (move->subject == 0) return false;
    } else if (chance(walker, 7)) {
        move->form = (uint8_t)(ARG_NULL_OBJECT_ + prng_below(&walker->prng, ARG_BOOL_ - ARG_NULL_OBJECT_ + 1));
    }
    if (move->form <= ARG_OBJECT && chance(walker, 12)) move->typed = 1;
    if (chance(walker, 10)) move->depth = (uint8_t)(1 + chance(walker, 20));
    if (move->form == ARG_BSTR && walker->joined > 0 && chance(walker, 25)) {
        move->text = (uint16_t)(walker->joined - 1);
    } else if (move->form == ARG_BSTR) {
        move->text = some_name(walker, form_number(move), run->world.model.state.client);
    }
    move->nothing = chance(walker, 3);
    unsigned binding = chance(walker, 25) ? prng_below(&walker->prng, IM_BINDING_COUNT) : IM_BINDING_NONE;
    if (iut->bindings[binding]) move->binding = (uint8_t)binding;
    move->as = (uint16_t)(walker->windows + 1);
    return true;
}

static void throw_contact(struct walker *walker, const struct run *run, struct move *move)
{
    enum { SECONDARY = 5 }; /* the name of somebody there */
    move->text = some_name(walker, 0, run->world.model.state.client);
    if (chance(walker, 20)) move->service = IM_SERVICE_PRIMARY;
    if (chance(walker, 20)) move->service = IM_SERVICE_SECONDARY;
    if (move->service == IM_SERVICE_SECONDARY && chance(walker, 70)) move->text = SECONDARY;
    move->as = (uint16_t)(walker->contacts + 1);
}

/* Fills in what the kind of event takes; false if there is nothing to do it to. */
static bool fill(struct walker *walker, const struct run *run, struct move *move)
{
    enum { PEOPLE = 5 };
    switch (move->kind) {
    case IM_EV_INSTANT_MESSAGE: return throw_message(walker, run, move);
    case IM_EV_GET_CONTACT: throw_contact(walker, run, move); return true;
    case IM_EV_SERVICE_SIGN_IN:
    case IM_EV_SERVICE_SIGN_OUT: move->service = IM_SERVICE_SECONDARY; return true;
    case IM_EV_IS_SELF:
    case IM_EV_SIGNIN_NAME:
    case IM_EV_CONTACT_RELEASE: move->subject = held_contact(walker); return move->subject > 0;
    case IM_EV_OPEN_DIALOG: move->value = (uint16_t)prng_below(&walker->prng, (uint32_t)move_dialogs()); return true;
    case IM_EV_SET_FOCUS: move->nothing = chance(walker, 50); return true;
    case IM_EV_GET:
        move->property = (uint8_t)prng_below(&walker->prng, IM_PROPERTY_HEIGHT + 1);
        if (walker->placed == 0 || !chance(walker, 40) || !walker->window_held[walker->placed]) break;
        move->property = walker->property;
        move->subject = walker->placed;
        return true;
    case IM_EV_PUT:
        move->property = (uint8_t)(IM_PROPERTY_LEFT + prng_below(&walker->prng, 4));
        move->value = (uint16_t)prng_below(&walker->prng, (uint32_t)move_values());
        break;
    case IM_EV_USER_ADD_CONTACT: move->text = (uint16_t)prng_below(&walker->prng, PEOPLE); break;
    case IM_EV_RELEASE:
    case IM_EV_SHOW:
    case IM_EV_CLOSE:
    case IM_EV_CONTACTS:
    case IM_EV_USER_CLOSE: break;
    default: return true;
    }
    move->subject = held_window(walker);
    return move->subject > 0;
}

static enum im_event_kind some_kind(struct walker *walker, bool in)
{
    uint32_t sum = 0;
    for (int i = 0; i < IM_EVENT_COUNT; i++) sum += in ? weights[i].in : weights[i].out;
    uint32_t at = prng_below(&walker->prng, sum);
    int i = 0;
    for (; at >= (in ? weights[i].in : weights[i].out); i++) at -= in ? weights[i].in : weights[i].out;
    return weights[i].kind;
}

/* What could not be made a few times where the client is now, and never could, is hardly tried again. */
static bool in_vain(struct walker *walker, enum im_event_kind kind)
{
    enum { ENOUGH = 5 };
    const struct walk_seen *seen = walker->seen;
    return seen->cannot[kind][walker->client] > ENOUGH + 20 * seen->could[kind][walker->client] && !chance(walker, 2);
}

/* Is there such an event on the implementation, and somebody who plays the part in it? */
static bool possible(const struct run *run, const struct move *move)
{
    bool named = move->kind == IM_EV_GET_CONTACT || move->kind == IM_EV_USER_ADD_CONTACT ||
                 (move->kind == IM_EV_INSTANT_MESSAGE && move->form == ARG_BSTR);
    enum role role = named ? move_text_role(move->text) : ROLE_NONE;
    if (!run->exec->adapter->identity(run->exec->session)->capable[move->kind]) return false;
    return role == ROLE_NONE || run->cast.name[role].units != NULL;
}

static bool throw_up(struct walker *walker, const struct run *run, struct move *move)
{
    const struct iut_identity *iut = run->exec->adapter->identity(run->exec->session);
    enum im_event_kind kind = some_kind(walker, run->world.model.state.client == IM_SIGNED_IN);
    *move = (struct move){ .kind = (uint8_t)kind };
    if (!iut->capable[kind] || walker->left_out[kind] || in_vain(walker, kind)) return false;
    return fill(walker, run, move) && possible(run, move);
}

/* --- what is best --- */

/* Objects are kept in a state of a fixed size, which no walk comes near. */
static bool crowded(const struct im_state *state, enum im_event_kind kind)
{
    unsigned objects = 0, conversations = 0, contacts = 0;
    for (int i = 0; i < IM_OBJECTS; i++) objects += state->objects[i].refs > 0;
    for (int i = 0; i < IM_CONVERSATIONS; i++) conversations += state->conversations[i].members > 0;
    for (int i = 0; i < IM_CONTACTS_HELD; i++) contacts += state->contacts[i].refs > 0;
    if (kind == IM_EV_INSTANT_MESSAGE) return objects > IM_OBJECTS - 4 || conversations > IM_CONVERSATIONS - 4;
    return kind == IM_EV_GET_CONTACT && contacts > IM_CONTACTS_HELD - 4;
}

enum { NO_ANSWER = -2 };

/* The row of the transition that the preferred answer makes, -1 for none; and what that step alone goes through. */
static int preview(const struct walker *walker, const struct run *run, const struct im_event *asked,
                   struct coverage *here)
{
    const struct im_model *before = &run->world.model;
    struct im_model model = *before;
    struct im_observation seen;
    model.ledger = NULL;
    if (crowded(&before->state, (enum im_event_kind)asked->kind)) return NO_ANSWER;
    if (!oracle_prefer(&model, asked, &seen) || !oracle_advance(&model, asked, &seen)) return NO_ANSWER;
    memset(here->row, 0, sizeof here->row);
    memset(here->state, 0, sizeof here->state);
    struct coverage_walk walk = { .coverage = here, .last = walker->where.last };
    return coverage_step(&walk, before, asked, &model.state);
}

/* How much is new where the preferred answer leads; -1 if the model has no answer. */
static int worth(const struct walker *walker, const struct run *run, const struct move *move,
                 const struct im_event *asked)
{
    static struct coverage here; /* pairs are told by its result */
    const struct coverage *done = &walker->seen->coverage;
    int row = preview(walker, run, asked, &here), sum = 0;
    if (row == NO_ANSWER) return -1;
    for (size_t i = 0; i < COVERAGE_ROWS; i++) sum += here.row[i] && !done->row[i] ? 1000 : 0;
    if (row >= 0 && walker->where.last >= 0 && !done->pair[walker->where.last][row]) sum += 400;
    for (size_t i = 0; i < COVERAGE_STATES; i++) sum += here.state[i] && !done->state[i] ? 200 : 0;
    if (move->kind == IM_EV_INSTANT_MESSAGE && move->form == ARG_BSTR) {
        sum += walker->seen->passed[move->text][form_number(move)][run->world.model.state.client] == 0 ? 50 : 0;
    }
    return sum + (row >= 0 ? 15 + 150 / (1 + (int)(walker->seen->taken[row] / RARE)) : 0);
}

/* Makes the step of a move, and the event that it is; false if that cannot be done. */
static bool make(struct run *run, const struct move *move, struct step *step, struct im_event *asked)
{
    struct event event;
    const char *missing = NULL;
    if (move->nothing && move->kind == IM_EV_INSTANT_MESSAGE && move->binding >= IM_BINDING_DISPATCH) return false;
    move_step(move, run->arena, step);
    if (!exec_event(run, step, &event, &missing)) return false;
    if (event.out_null && event.binding >= IM_BINDING_DISPATCH) return false;
    *asked = world_event(&run->world, &event);
    return true;
}

/* --- ways --- */

void walker_take(struct walker *walker, const struct im_event *way, size_t length, bool freely)
{
    walker->way = way;
    walker->way_length = length;
    walker->way_at = 0;
    walker->freely = freely;
}

/* The same call in any spelling of the name that is the same transition to the model, since an implementation may see
 * a difference where the model leaves one open. */
static void spell(struct walker *walker, struct run *run, struct move *move)
{
    static struct coverage here;
    const enum role role = move_text_role(move->text);
    struct move other = *move;
    struct step step;
    struct im_event asked;
    uint32_t count = 0;
    const int row = make(run, &other, &step, &asked) ? preview(walker, run, &asked, &here) : NO_ANSWER;
    for (other.text = 0; other.text < move_texts(); other.text++) {
        if (move_text_role(other.text) != role || !make(run, &other, &step, &asked)) continue;
        if (preview(walker, run, &asked, &here) != row) continue;
        if (prng_below(&walker->prng, ++count) == 0) move->text = other.text;
    }
}

/* The next step of the way; false where it ends, or goes on no more. */
static bool on_the_way(struct walker *walker, struct run *run, struct move *move, struct step *step)
{
    static struct coverage here;
    if (walker->way_at == walker->way_length) return false;
    const struct im_event *next = &walker->way[walker->way_at++];
    const struct way_windows windows = { walker->window_held, walker->windows };
    if (way_move(run, next, windows, move) && possible(run, move)) {
        if (walker->freely && next->kind == IM_EV_INSTANT_MESSAGE) spell(walker, run, move);
        if (make(run, move, step, &walker->asked) && preview(walker, run, &walker->asked, &here) != NO_ANSWER)
            return true;
    }
    walker->way_at = walker->way_length;
    return false;
}

/* --- choosing --- */

bool walker_choose(struct walker *walker, struct run *run, struct move *move, struct step *step)
{
    walker->client = run->world.model.state.client;
    if (on_the_way(walker, run, move, step)) return true;
    bool any = chance(walker, 33);
    int best = -1, thrown = 0;
    for (int i = 0; i < TRIES && thrown < THROWN; i++) {
        struct move one;
        struct step made;
        struct im_event asked;
        if (!throw_up(walker, run, &one)) continue;
        if (!make(run, &one, &made, &asked)) continue;
        int value = worth(walker, run, &one, &asked);
        if (value < 0) continue;
        thrown++;
        value += (int)prng_below(&walker->prng, 30);
        if (value <= best) continue;
        best = value;
        *move = one;
        *step = made;
        walker->asked = asked;
        if (any) break;
    }
    return thrown > 0;
}

static bool given(const struct run *run, const char *kind, unsigned number)
{
    char name[16];
    snprintf(name, sizeof name, "%s%u", kind, number);
    const char *token = exec_token(run, name);
    return token != NULL && token[0] != '\0';
}

void walker_note(struct walker *walker, const struct run *run, const struct move *move, const struct im_model *before)
{
    struct walk_seen *seen = walker->seen;
    seen->events[move->kind]++;
    seen->could[move->kind][walker->client]++;
    int row = coverage_step(&walker->where, before, &walker->asked, &run->world.model.state);
    if (row >= 0) seen->taken[row]++;
    coverage_elsewhere(&seen->coverage, before, &walker->asked);
    if (move->kind == IM_EV_INSTANT_MESSAGE) {
        walker->windows = move->as;
        walker->window_held[move->as] = given(run, "w", move->as);
        seen->passed[move->form == ARG_BSTR ? move->text : 0][form_number(move)][before->state.client]++;
    } else if (move->kind == IM_EV_GET_CONTACT) {
        walker->contacts = move->as;
        walker->contact_held[move->as] = given(run, "c", move->as);
    } else if (move->kind == IM_EV_PUT) {
        walker->placed = move->subject;
        walker->property = move->property;
    } else if (move->kind == IM_EV_USER_ADD_CONTACT) {
        walker->joined = (uint16_t)(move->text + 1);
    } else if (move->kind == IM_EV_RELEASE) {
        walker->window_held[move->subject] = false;
    } else if (move->kind == IM_EV_CONTACT_RELEASE) {
        walker->contact_held[move->subject] = false;
    }
}

void walker_note_cannot(struct walker *walker, const struct move *move)
{
    walker->seen->cannot[move->kind][walker->client]++;
    walker->way_at = walker->way_length;
}
