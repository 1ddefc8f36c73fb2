/*
 * How much of the machine the cases go through: see coverage.h.
 */
#include "coverage.h"

#include <stdio.h>
#include <string.h>

/* --- states --- */

enum life { LIFE_NONE, LIFE_OPEN, LIFE_GROUP, LIFE_LEFT, LIFE_PERHAPS, LIFE_CLOSED, LIFE_SHOWN, LIFE_UNSURE };

static enum life life_of(const struct im_state *state, int index)
{
    const struct im_conversation *conversation = &state->conversations[index];
    int best = -1;
    for (int i = 0; i < IM_OBJECTS; i++) {
        const struct im_object *object = &state->objects[i];
        if (object->refs > 0 && object->conversation == index + 1 && object->alive > best) best = object->alive;
    }
    if (best < 0) return conversation->shown == IM_YES ? LIFE_LEFT : LIFE_PERHAPS;
    if (best == IM_YES) return conversation->members > 1 ? LIFE_GROUP : LIFE_OPEN;
    if (best == IM_MAYBE) return LIFE_UNSURE;
    return conversation->shown == IM_NO ? LIFE_CLOSED : LIFE_SHOWN;
}

static size_t state_number(const struct im_state *state, enum life life)
{
    size_t number = (size_t)state->client * COVERAGE_LIVES + life;
    return (number * 2 + (state->focus_refused != 0)) * 2 + (state->dialogs > 0);
}

static void note_state(struct coverage *coverage, const struct im_state *state)
{
    bool any = false;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        if (state->conversations[i].members == 0) continue;
        coverage->state[state_number(state, life_of(state, i))] = true;
        any = true;
    }
    if (!any) coverage->state[state_number(state, LIFE_NONE)] = true;
}

uint64_t coverage_kind(const struct im_state *state)
{
    uint64_t kind = 0;
    unsigned lives[COVERAGE_LIVES] = { 0 };
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        if (state->conversations[i].members > 0) lives[life_of(state, i)]++;
    }
    for (int life = 0; life < COVERAGE_LIVES; life++) kind = kind << 3 | (lives[life] & 7);
    kind = kind * COVERAGE_CLIENTS + state->client;
    kind = kind * 3 + state->secondary;
    return (kind * 2 + (state->focus_refused != 0)) * 2 + (state->dialogs > 0);
}

void coverage_state_words(size_t state, char words[COVERAGE_WORDS])
{
    static const char *const clients[COVERAGE_CLIENTS] = { "signed out", "signing in", "signed in", "offline",
                                                           "signing out" };
    static const char *const lives[COVERAGE_LIVES] = {
        "no window",
        "an open window",
        "an open window of several",
        "a window left open",
        "a window that is perhaps left open",
        "a closed window",
        "a window that is cut off and perhaps shown",
        "an old window that perhaps works again",
    };
    size_t number = state / 4;
    snprintf(words, COVERAGE_WORDS, "%s, %s%s%s", clients[number / COVERAGE_LIVES], lives[number % COVERAGE_LIVES],
             state / 2 % 2 ? ", focus refused" : "", state % 2 ? ", a dialog open" : "");
}

/* --- rows --- */

void coverage_row_words(size_t row, char words[COVERAGE_WORDS])
{
    static const char *const events[IM_EVENT_COUNT] = {
#define EVENT(id, method, kind) #id,
#include "events.def"
#undef EVENT
    };
    const struct row *found = &im_profiles[0].book->rows->row[row];
    snprintf(words, COVERAGE_WORDS, "%s %s%s%s (model/table.c:%u)", events[found->event], found->name,
             found->rule != IM_RULE_NONE ? " " : "", im_rules[found->rule].id, found->line);
}

/* The best grade that a row gives to any answer. */
static enum im_grade best_grade(const struct row *row)
{
    enum im_grade best = IM_REJECTED;
    for (uint8_t i = 0; i < row->answer_count; i++) {
        if (row->answers[i].grade < best) best = (enum im_grade)row->answers[i].grade;
    }
    return best;
}

/* The rows that apply, as far as the oracle looks; returns the one that the preferred outcome comes from, or -1. */
static int note_rows(struct coverage *coverage, const struct im_model *before, const struct im_event *event)
{
    struct situation situation;
    int taken = -1;
    enum im_grade best = IM_REJECTED;
    im_situation_of(&situation, before, event);
    for (size_t i = 0; i < situation.book->rows->count; i++) {
        const struct row *row = &situation.book->rows->row[i];
        if (!im_row_applies(row, &situation)) continue;
        coverage->row[i] = true;
        if (row->effect != NULL && best_grade(row) < best) {
            best = best_grade(row);
            taken = (int)i;
        }
        if (row->last) break;
    }
    return taken;
}

/* Whatever an object is asked, its answer settles whether it works. */
static bool asks(const struct row *row) { return row->effect == im_effect_get || row->effect == im_effect_put; }

/* The row that a transition is named by. */
static int named_by(const struct row_table *rows, int taken)
{
    int first = 0;
    while (!asks(&rows->row[first])) first++;
    return asks(&rows->row[taken]) ? first : taken;
}

void coverage_transition_words(size_t row, char words[COVERAGE_WORDS])
{
    if (asks(&im_profiles[0].book->rows->row[row])) {
        snprintf(words, COVERAGE_WORDS, "an old object is asked");
    } else {
        coverage_row_words(row, words);
    }
}

struct coverage_walk coverage_begin(struct coverage *coverage)
{
    const struct im_state nothing = { .client = IM_SIGNED_OUT };
    note_state(coverage, &nothing);
    return (struct coverage_walk){ coverage, -1 };
}

int coverage_step(struct coverage_walk *walk, const struct im_model *before, const struct im_event *event,
                  const struct im_state *after)
{
    int taken = note_rows(walk->coverage, before, event);
    note_state(walk->coverage, after);
    /* what only counts references, contacts or events leaves the machine where it is */
    if (taken < 0 || coverage_kind(&before->state) == coverage_kind(after)) return -1;
    taken = named_by(im_rulebook_of(before->world)->rows, taken);
    if (walk->last >= 0) walk->coverage->pair[walk->last][taken] = true;
    walk->last = taken;
    return taken;
}

void coverage_elsewhere(struct coverage *coverage, const struct im_model *before, const struct im_event *event)
{
    struct im_world world = *before->world;
    const struct im_model model = { .world = &world, .state = before->state };
    const bool by_vtable = event->binding == IM_BINDING_VTABLE || event->out_null != 0;
    world.contact_identity = false;
    note_rows(coverage, &model, event);
    world.contact_identity = true;
    world.invoke_only = true;
    if (!by_vtable && event->argument.reference < IM_BY_VARIANT_REFERENCE) note_rows(coverage, &model, event);
}

size_t coverage_leave_out(struct coverage *coverage, const bool capable[IM_EVENT_COUNT])
{
    const struct row_table *rows = im_profiles[0].book->rows;
    size_t left_out = 0;
    for (size_t i = 0; i < rows->count; i++) {
        if (!coverage->row[i] || capable[rows->row[i].event]) continue;
        coverage->row[i] = false;
        for (size_t j = 0; j < COVERAGE_ROWS; j++) coverage->pair[i][j] = coverage->pair[j][i] = false;
        left_out++;
    }
    return left_out;
}

struct coverage_counts coverage_count(const struct coverage *all, const struct coverage *some)
{
    struct coverage_counts counts = { 0 };
    for (size_t i = 0; i < COVERAGE_STATES; i++) counts.states += all->state[i] && (some == NULL || some->state[i]);
    for (size_t i = 0; i < COVERAGE_ROWS; i++) {
        counts.rows += all->row[i] && (some == NULL || some->row[i]);
        for (size_t j = 0; j < COVERAGE_ROWS; j++)
            counts.pairs += all->pair[i][j] && (some == NULL || some->pair[i][j]);
    }
    return counts;
}
