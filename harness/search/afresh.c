/*
 * Sequences made afresh: see afresh.h.
 */
#include "afresh.h"

#include <string.h>

static const struct text_part people[] = {
    { .role = ROLE_ALICE, .times = 1 },
    { .role = ROLE_BOB, .times = 1 },
    { .role = ROLE_CAROL, .times = 1 },
    { .role = ROLE_DAVE, .times = 1 },
};

enum { PEOPLE = sizeof people / sizeof *people, FREE = 3, KINDS = 24, LENGTH = PEOPLE + FREE + 2 };

/* What closes windows, and what it takes to go on. */
static const struct step closing[] = {
    { .kind = IM_EV_SIGN_OUT },
    { .kind = IM_EV_GO_OFFLINE },
    { .kind = IM_EV_USER_CLOSE, .window = "" },
    { .kind = IM_EV_SIGN_IN },
};

struct making {
    struct step kinds[KINDS]; /* whose window or contact is still to be told */
    size_t count;
    struct step last;
    struct step made[LENGTH];
    size_t made_count, length; /* so far, and at the end */
    steps_taker take;
    void *context;
};

static const char *const names[] = { "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9" };
_Static_assert(sizeof names / sizeof *names == LENGTH, "every step has a name to give");

/* --- what it is made of --- */

static bool alike(struct arena *arena, const struct step *one, const struct step *other)
{
    return one->kind == other->kind && strcmp(step_said(arena, one), step_said(arena, other)) == 0;
}

/* The step, of whatever window or contact. */
static struct step unnamed(const struct step *step)
{
    struct step kind = step_bare(step);
    const char **window = step_uses(&kind, true), **contact = step_uses(&kind, false);
    if (window != NULL) *window = "";
    if (contact != NULL) *contact = "";
    kind.as = NULL;
    return kind;
}

static void add_kind(struct making *making, struct arena *arena, const struct step *step, const bool *capable)
{
    const struct step kind = unnamed(step);
    size_t i = 0;
    while (i < making->count && !alike(arena, &making->kinds[i], &kind)) i++;
    if (i == making->count && i < KINDS && capable[kind.kind]) making->kinds[making->count++] = kind;
}

/* --- making --- */

static bool go_on(struct making *making);

static bool put(struct making *making, const struct step *step)
{
    const size_t at = making->made_count++;
    making->made[at] = *step;
    if (step->kind == IM_EV_INSTANT_MESSAGE || step->kind == IM_EV_GET_CONTACT) making->made[at].as = names[at];
    const bool taken = go_on(making);
    making->made_count = at;
    return taken;
}

/* The step, of each window or contact that it may speak of. */
static bool put_each(struct making *making, const struct step *kind)
{
    struct step step = *kind;
    const bool window = step_uses(&step, true) != NULL;
    const char **name = step_uses(&step, window);
    if (name == NULL) return put(making, &step);
    for (size_t i = 0; i < making->made_count; i++) {
        if (!step_names(&making->made[i], window)) continue;
        *name = making->made[i].as;
        if (put(making, &step)) return true;
    }
    return false;
}

static bool go_on(struct making *making)
{
    if (making->made_count == making->length) {
        const struct steps steps = { making->made, making->length };
        return making->take(making->context, &steps);
    }
    if (making->made_count + 1 == making->length) return put_each(making, &making->last);
    for (size_t i = 0; i < making->count; i++) {
        if (put_each(making, &making->kinds[i])) return true;
    }
    return false;
}

/* With so many people called at first. */
static bool begin(struct making *making, size_t called, size_t length)
{
    making->length = length;
    making->made_count = 0;
    making->made[making->made_count++] = (struct step){ .kind = IM_EV_SIGN_IN };
    for (size_t i = 0; i < called; i++) {
        struct step *step = &making->made[making->made_count];
        *step = (struct step){ .kind = IM_EV_INSTANT_MESSAGE, .as = names[making->made_count] };
        step->to = (struct argument_spec){ .kind = ARG_BSTR, .text = { &people[i], 1, true, false } };
        making->made_count++;
    }
    return go_on(making);
}

bool afresh_each(const struct steps *steps, const bool capable[IM_EVENT_COUNT], steps_taker take, void *context)
{
    struct arena *arena = arena_new();
    struct making making = { .last = unnamed(&steps->step[steps->count - 1]), .take = take, .context = context };
    bool taken = false;
    for (size_t i = 0; i + 1 < steps->count; i++) add_kind(&making, arena, &steps->step[i], capable);
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) add_kind(&making, arena, &closing[i], capable);
    for (size_t length = 2; length < steps->count && length <= LENGTH && !taken; length++) {
        for (size_t called = 0; called <= PEOPLE && called + 2 <= length && !taken; called++) {
            if (length - called - 2 <= FREE) taken = begin(&making, called, length);
        }
    }
    arena_free(arena);
    return taken;
}
