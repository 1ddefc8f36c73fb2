/*
 * Breadth first through the pairs of states of both models, and what to print where they differ.
 */
#ifndef IM_SECOND_EXPLORE_H
#define IM_SECOND_EXPLORE_H

#include <stdio.h>

#include "second_rooms.h"

struct step {
    struct im_event event;
    struct candidate seen;
};

struct pair {
    struct im_state state;
    struct second *known; /* as long as its worlds need */
    size_t parent;
    struct step step;
    uint16_t depth;
};

enum { SHOW_MAX = 64, PAIRS_MAX = 60000, SLOTS = 1 << 18 };

struct exploration {
    const struct room *room;
    const struct im_world *names;
    struct pair *pairs;
    size_t count, judged, beyond, disagreements, open;
    size_t show, shown; /* how many disagreements are printed */
    uint64_t kinds[SHOW_MAX];
    uint32_t *slots;
};

static inline size_t second_size(const struct second *known)
{
    return offsetof(struct second, world) + known->count * sizeof known->world[0];
}

static inline int order_of_worlds(const void *a, const void *b) { return memcmp(a, b, sizeof(struct second_world)); }

/* What a room does not look at is made equal: HWNDs and places always, the queue outside of its own room. */
static inline void forget(const struct room *room, struct im_state *state, struct second *known)
{
    for (int h = 0; h < IM_OBJECTS; h++) {
        state->objects[h].handle = 0;
        memset(state->objects[h].placed, 0, sizeof state->objects[h].placed);
        state->objects[h].placed_known = 0;
    }
    if (!room->queue) {
        memset(state->due, 0, sizeof state->due);
        state->stray_created = state->stray_destroyed = state->heard = 0;
        for (int c = 0; c < IM_CONVERSATIONS; c++) state->conversations[c].untold = 0;
        for (int i = 0; i < known->count; i++) memset(&known->world[i].queue, 0, sizeof known->world[i].queue);
        known->signed_in = known->signed_out = known->maybe_signed_in = known->maybe_signed_out = known->raises = 0;
    }
    qsort(known->world, known->count, sizeof known->world[0], order_of_worlds);
    uint16_t kept = 0;
    for (uint16_t i = 0; i < known->count; i++) {
        /* Worlds that differed in the queue alone: the first one owes least, since the debt stands last. */
        struct second_world *last = kept == 0 ? NULL : &known->world[kept - 1];
        if (last != NULL && memcmp(last, &known->world[i], offsetof(struct second_world, debt)) == 0) continue;
        known->world[kept++] = known->world[i];
    }
    known->count = kept;
}

static inline uint64_t digest(const void *bytes, size_t size, uint64_t hash)
{
    const uint8_t *byte = bytes;
    for (size_t i = 0; i < size; i++) hash = (hash ^ byte[i]) * 0x100000001B3u;
    return hash;
}

/* Enters a pair that was not there yet. */
static inline bool enter(struct exploration *all, const struct im_state *state, const struct second *known,
                         size_t parent, const struct step *step)
{
    size_t size = second_size(known);
    uint64_t hash = digest(known, size, digest(state, sizeof *state, 0xCBF29CE484222325u));
    size_t slot = (hash ^ hash >> 29) % SLOTS;
    for (; all->slots[slot] != 0; slot = (slot + 1) % SLOTS) {
        const struct pair *old = &all->pairs[all->slots[slot] - 1];
        if (second_size(old->known) == size && memcmp(old->known, known, size) == 0 &&
            memcmp(&old->state, state, sizeof *state) == 0) {
            return false;
        }
    }
    if (all->count == PAIRS_MAX) {
        fprintf(stderr, "%s: more than %d pairs\n", all->room->title, PAIRS_MAX);
        exit(EXIT_FAILURE);
    }
    struct pair *made = &all->pairs[all->count++];
    all->slots[slot] = (uint32_t)all->count;
    *made = (struct pair){ .state = *state, .parent = parent, .step = *step };
    made->depth = (uint16_t)(all->count == 1 ? 0 : all->pairs[parent].depth + 1);
    made->known = malloc(size + 1);
    if (made->known == NULL) exit(EXIT_FAILURE);
    memcpy(made->known, known, size);
    return true;
}

static inline void print_text(im_name name)
{
    printf(" ");
    for (uint32_t i = 0; i < names[name].length && i < 24; i++) {
        uint16_t unit = names[name].units[i];
        if (unit > 32 && unit < 127)
            printf("%c", unit);
        else
            printf("\\u%04X", unit);
    }
    if (names[name].length > 24) printf("... (%u)", names[name].length);
}

static inline void print_step(const struct step *step)
{
    const struct im_event *event = &step->event;
    const struct im_observation *seen = &step->seen.seen;
    static const char *const outs[] = { "none", "window", "NULL", "untouched" };
    static const char *const looks[] = { "", ", the same window", ", another window", "", ", the second's window" };
    static const char *const alive_looks[] = { "", ", alive", ", dead", "", "" };
    printf("  %s", im_event_method((enum im_event_kind)event->kind));
    if (event->window) printf(" w%d", event->window);
    if (event->contact) printf(" c%d", event->contact);
    if (event->kind == IM_EV_SHOW) printf(" Show");
    if (event->kind == IM_EV_CLOSE) printf(" Close");
    if (event->kind == IM_EV_GET || event->kind == IM_EV_PUT)
        printf(" property %d value %d", event->property, event->value);
    if (event->flag) printf(" flag %d", event->flag);
    if (event->service) printf(" service %d", event->service);
    if (event->kind == IM_EV_GET_CONTACT || event->kind == IM_EV_USER_ADD_CONTACT) print_text(event->name);
    if (event->kind == IM_EV_INSTANT_MESSAGE) {
        printf(" form %d reference %d binding %d contact %d%s", event->argument.form, event->argument.reference,
               event->binding, event->argument.contact, event->out_null ? " NULL out" : "");
        print_text(event->argument.name);
    }
    printf(" -> ");
    enum im_code code = im_code_of(seen->hresult);
    if (code < IM_CODE_COUNT)
        printf("%s", im_codes[code].name);
    else
        printf("0x%08X", seen->hresult);
    if (event->kind == IM_EV_INSTANT_MESSAGE) {
        printf(", %s %d%s", outs[seen->out], seen->handle,
               step->seen.look == IM_LOOK_ALIVE ? alive_looks[seen->seen] : looks[seen->seen]);
        if (step->seen.look == IM_LOOK_SAME_WINDOW)
            printf(" (compared with w%d w%d)", step->seen.with[0], step->seen.with[1]);
    } else if (seen->handle) {
        printf(", handle %d", seen->handle);
    }
    if (seen->waited) printf(", asked again %d", seen->waited);
    if (seen->has_value) printf(", value %lld name %d", (long long)seen->number, seen->name);
    for (uint32_t i = 0; i < seen->name_count; i++) print_text(seen->names[i]);
    for (uint32_t i = 0; i < seen->window_count; i++) {
        printf(" [");
        for (uint32_t j = 0; j < seen->windows[i].count; j++) print_text(seen->windows[i].contacts[j]);
        printf(" ]");
    }
    if (event->kind == IM_EV_EVENTS) {
        for (int i = 0; i < IM_TOLD_COUNT; i++) {
            if (seen->told[i]) printf(" %d %s", seen->told[i], im_told_name((enum im_told)i));
        }
    }
    printf("\n");
}

static inline void print_path(const struct exploration *all, size_t at)
{
    if (at == 0) return;
    print_path(all, all->pairs[at].parent);
    print_step(&all->pairs[at].step);
}

static inline void print_worlds(const struct second *known)
{
    for (int i = 0; i < known->count && i < 8; i++) {
        const struct second_world *guess = &known->world[i];
        printf("    world %d owes %s:", i, im_grade_name((enum im_grade)guess->debt));
        for (int w = 0; w < SECOND_WINDOWS; w++) {
            if (!on_screen(&guess->window[w])) continue;
            printf(" window %d of%s", w + 1, guess->window[w].who.secondary ? " secondary" : "");
            print_text(guess->window[w].who.name);
            if (guess->window[w].guest.there) print_text(guess->window[w].guest.name);
        }
        for (int h = 0; h < SECOND_HANDLES; h++) {
            if (known->refs[h] != 0)
                printf("; w%d %d%s", h + 1, guess->object[h].window, guess->object[h].cut ? " cut" : "");
        }
        printf("\n");
    }
}

static inline void print_disagreement(struct exploration *all, size_t at, const struct step *step,
                                      struct im_judgement judged, struct span span)
{
    all->disagreements++;
    if (all->shown == all->show) return;
    /* Of the same kind only the first one, whose path is the shortest. */
    uint64_t kind[] = { step->event.kind,
                        step->event.argument.form,
                        step->event.argument.name,
                        step->event.out_null,
                        step->seen.seen.hresult,
                        step->seen.seen.out,
                        judged.grade,
                        span.best,
                        span.worst,
                        step->event.property,
                        step->event.argument.reference,
                        all->pairs[at].known->client };
    uint64_t hash = digest(kind, sizeof kind, 1);
    for (size_t i = 0; i < all->shown; i++) {
        if (all->kinds[i] == hash) return;
    }
    all->kinds[all->shown++] = hash;
    printf("room %s, from the beginning%s:\n", all->room->title, all->room->begin_signed_in ? ", signed in" : "");
    print_path(all, at);
    print_step(step);
    printf("  model: %s%s, by %s; second model: %s", im_grade_name(judged.grade),
           judged.unspecified ? " (unspecified)" : "", im_rules[judged.rule].id,
           im_grade_name((enum im_grade)span.best));
    if (span.worst != span.best) printf(" to %s", im_grade_name((enum im_grade)span.worst));
    printf("\n");
    print_worlds(all->pairs[at].known);
}

/* Preferred and accepted are one. */
static inline enum im_grade weight(enum im_grade grade) { return grade == IM_PREFERRED ? IM_ACCEPTED : grade; }

static inline bool within(const struct room *room, const struct second *known)
{
    for (int i = 0; i < known->count; i++) {
        int windows = 0;
        for (int w = 0; w < SECOND_WINDOWS; w++) windows += on_screen(&known->world[i].window[w]);
        if (windows > room->windows) return false;
    }
    for (int h = 0; h < SECOND_HANDLES; h++) {
        if (known->refs[h] > room->refs) return false;
    }
    for (int c = 0; c < SECOND_CONTACTS; c++) {
        if (known->contact[c].refs > 1) return false;
    }
    return known->count != 0;
}

static inline void judge(struct exploration *all, size_t at, struct im_model *asked, const struct step *step)
{
    static struct second next;
    const struct second *known = all->pairs[at].known;
    struct inquiry ask = { .names = all->names,
                           .before = known,
                           .event = &step->event,
                           .seen = &step->seen.seen,
                           .with = { step->seen.with[0], step->seen.with[1] },
                           .look = step->seen.look };
    asked->state = all->pairs[at].state;
    struct im_judgement judged = oracle_judge(asked, &step->event, &step->seen.seen);
    if (!second_ask(&ask)) {
        all->beyond++;
        return;
    }
    all->judged++;
    if (ask.verdict.best != ask.verdict.worst) all->open++;
    enum im_grade best = (enum im_grade)ask.verdict.best, worst = (enum im_grade)ask.verdict.worst;
    if (weight(judged.grade) < weight(best) || weight(judged.grade) > weight(worst)) {
        print_disagreement(all, at, step, judged, ask.verdict);
        return;
    }
    /* Where the documentation does not say whether it is allowed, it does not say what follows. */
    if (ask.verdict.worst == IM_REJECTED) return;
    /* What is on the screen may be late, so that neither model concludes from it. */
    if (step->event.kind == IM_EV_WINDOWS) return;
    if (judged.grade == IM_REJECTED || (all->room->depth != 0 && all->pairs[at].depth >= all->room->depth)) return;
    ask.after = &next;
    if (!second_ask(&ask) || !within(all->room, &next) || !oracle_advance(asked, &step->event, &step->seen.seen)) {
        all->beyond++;
        return;
    }
    forget(all->room, &asked->state, &next);
    enter(all, &asked->state, &next, at, step);
}

/* How many disagreements there are in a room.  Under a profile, only whether there is one, and nothing is printed. */
static inline size_t explore(const struct room *room, const struct im_profile *profile, size_t show)
{
    static struct candidates candidates;
    static struct second known;
    begin_signed_out();
    world.profile = profile;
    world.contact_identity = true;
    struct exploration all = { .room = room, .names = &world, .show = show < SHOW_MAX ? show : SHOW_MAX };
    all.pairs = calloc(PAIRS_MAX, sizeof all.pairs[0]);
    all.slots = calloc(SLOTS, sizeof all.slots[0]);
    if (all.pairs == NULL || all.slots == NULL) exit(EXIT_FAILURE);
    second_reset(&known);
    struct im_model asked = model;
    asked.ledger = NULL;
    if (room->begin_signed_in) {
        struct im_event signs_in = event(IM_EV_SIGN_IN);
        struct im_observation done = result(S_OK);
        assert(oracle_advance(&asked, &signs_in, &done));
        known.client = IM_SIGNED_IN;
        known.secondary = IM_MAYBE;
    }
    forget(room, &asked.state, &known);
    enter(&all, &asked.state, &known, 0, &(struct step){ .event = { .kind = 0 } });
    for (size_t at = 0; at < all.count && (profile == NULL || all.disagreements == 0); at++) {
        struct agenda agenda = { .count = 0, .known = all.pairs[at].known };
        room->events(&agenda);
        for (size_t e = 0; e < agenda.count; e++) {
            candidates.every_code = room->every_code;
            asked.state = all.pairs[at].state;
            observe(&candidates, &asked, all.pairs[at].known, &agenda.list[e]);
            for (size_t c = 0; c < candidates.count; c++) {
                judge(&all, at, &asked, &(struct step){ agenda.list[e], candidates.list[c] });
            }
        }
    }
    if (profile == NULL) {
        printf(
            "%-10s %6zu pairs of states, %8zu observations judged by both, %6zu of them left open by the documentation, "
            "%zu outside of the bounds, %zu disagreements\n",
            room->title, all.count, all.judged, all.open, all.beyond, all.disagreements);
    }
    for (size_t i = 0; i < all.count; i++) free(all.pairs[i].known);
    free(all.pairs);
    free(all.slots);
    return all.disagreements;
}

#endif
