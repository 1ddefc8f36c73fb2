/*
 * Breadth-first exploration, level by level: see explore.h.
 */
#include "explore.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "explore_store.h"

enum { JOBS = 64, ALONE = 64 /* states that are not worth a thread */ };

bool explore_step(const struct machine *machine, const void *from, const void *to, uint32_t *label)
{
    uint64_t next[EXPLORE_SUCCESSORS * EXPLORE_STATE / sizeof(uint64_t)];
    uint32_t labels[EXPLORE_SUCCESSORS];
    const char *broken = NULL;
    const unsigned count = machine->expand(machine->context, from, next, labels, &broken);
    for (unsigned i = 0; i < count; i++) {
        if (memcmp((const uint8_t *)next + i * machine->size, to, machine->size) != 0) continue;
        *label = labels[i];
        return true;
    }
    return false;
}

/* --- levels --- */

struct levels {
    uint64_t *first; /* number of the first state of each, and of what follows the last */
    unsigned count;
};

static void add_level(struct levels *levels, uint64_t first)
{
    levels->first = must_realloc(levels->first, (levels->count + 1) * sizeof *levels->first);
    levels->first[levels->count++] = first;
}

static void *expand_part(void *part)
{
    struct explore_part *mine = part;
    mine->store->kind->expand(mine);
    return NULL;
}

/* All parts at once, the first one in this thread. */
static void expand_parts(struct explore_part *parts, unsigned count)
{
    pthread_t threads[JOBS];
    bool started[JOBS] = { false };
    for (unsigned i = 1; i < count; i++) {
        started[i] = pthread_create(&threads[i], NULL, expand_part, &parts[i]) == 0;
    }
    expand_part(&parts[0]);
    for (unsigned i = 1; i < count; i++) {
        if (started[i]) {
            pthread_join(threads[i], NULL);
        } else {
            expand_part(&parts[i]);
        }
    }
}

struct search {
    struct explore_store *store;
    struct explored *found;
    struct explore_part parts[JOBS];
    unsigned jobs;
    uint64_t broken_at;
};

/* From one state to another one, as far as the parts reach. */
static bool expand_batch(struct search *search, uint64_t from, uint64_t *to)
{
    struct explore_store *store = search->store;
    const uint64_t states = *to - from, jobs = states < ALONE ? 1 : search->jobs;
    uint64_t each = (states + jobs - 1) / jobs, at = from;
    if (each > store->kind->batch) each = store->kind->batch;
    for (unsigned i = 0; i < jobs; i++) {
        struct explore_part *part = &search->parts[i];
        part->from = at;
        part->to = at = *to - at < each ? *to : at + each;
        part->transitions = 0;
    }
    expand_parts(search->parts, (unsigned)jobs);
    for (unsigned i = 0; i < jobs; i++) {
        const struct explore_part *part = &search->parts[i];
        search->found->transitions += part->transitions;
        if (part->broken == NULL || search->found->broken != NULL) continue;
        search->found->broken = part->broken;
        search->broken_at = part->broken_at;
    }
    *to = at;
    return store->kind->merge(store, search->parts, (unsigned)jobs);
}

static bool expand_level(struct search *search, uint64_t from, uint64_t to)
{
    for (uint64_t end = to; from < to; from = end, end = to) {
        if (!expand_batch(search, from, &end)) return false;
    }
    return search->store->kind->settle(search->store);
}

static enum explore_result run(struct search *search, const struct explore_options *options, struct levels *levels)
{
    struct explore_store *store = search->store;
    if (!store->kind->open(store)) return EXPLORE_NO_MEMORY;
    add_level(levels, 0);
    for (uint64_t from = 0, to = store->states; from < to; from = to, to = store->states) {
        add_level(levels, to);
        if (options->progress != NULL) options->progress(options->context, levels->count - 2, to);
        if (!expand_level(search, from, to)) return EXPLORE_NO_MEMORY;
        if (search->found->broken != NULL) return EXPLORE_BROKEN;
    }
    return EXPLORE_DONE;
}

/* --- the way to a state --- */

static void make_path(const struct explore_store *store, const struct levels *levels, uint64_t index,
                      struct explore_path *path)
{
    const size_t size = store->machine->size;
    unsigned level = 0;
    while (levels->first[level + 1] <= index) level++;
    path->length = level;
    path->states = must_realloc(NULL, (level + 1) * size);
    path->labels = must_realloc(NULL, (level + 1) * sizeof *path->labels);
    store->kind->state(store, index, path->states + level * size);
    for (; level > 0; level--) {
        index = store->kind->before(store, index, levels->first[level - 1], levels->first[level]);
        store->kind->state(store, index, path->states + (level - 1) * size);
        explore_step(store->machine, path->states + (level - 1) * size, path->states + level * size,
                     &path->labels[level - 1]);
    }
}

/* --- all of it --- */

/* Numbers are explored on bitmaps, unless these would be larger than what may be used. */
static const struct explore_kind *kind_for(const struct machine *machine, const struct explore_options *options)
{
    const bool fits = machine->codes > 0 && machine->codes <= UINT32_MAX && machine->codes / 4 <= options->memory;
    return fits && !options->graph ? &explore_bitmap : &explore_hash;
}

enum explore_result explore(const struct machine *machine, const struct explore_options *options,
                            struct explored *found)
{
    struct levels levels = { 0 };
    struct search *search = must_realloc(NULL, sizeof *search);
    *found = (struct explored){ .store = must_realloc(NULL, sizeof *found->store) };
    *found->store =
        (struct explore_store){ .kind = kind_for(machine, options), .machine = machine, .memory = options->memory };
    *search = (struct search){ .store = found->store, .found = found };
    search->jobs = options->jobs < 1 ? 1 : options->jobs > JOBS ? JOBS : options->jobs;
    for (unsigned i = 0; i < search->jobs; i++) {
        search->parts[i] = (struct explore_part){ .machine = machine, .store = found->store };
    }
    const enum explore_result result = run(search, options, &levels);
    found->states = found->store->states;
    found->needed = found->store->needed;
    if (result != EXPLORE_NO_MEMORY) {
        found->diameter = levels.count - 2;
        make_path(found->store, &levels, result == EXPLORE_BROKEN ? search->broken_at : levels.first[found->diameter],
                  &found->path);
    }
    for (unsigned i = 0; i < search->jobs; i++) {
        free(search->parts[i].next);
        free(search->parts[i].counts);
    }
    free(levels.first);
    free(search);
    return result;
}

void explored_free(struct explored *found)
{
    struct explore_store *store = found->store;
    if (store != NULL) {
        free(store->known);
        free(store->fresh);
        free(store->codes);
        free(store->bytes);
        free(store->parents);
        free(store->slots);
    }
    free(store);
    free(found->path.states);
    free(found->path.labels);
    *found = (struct explored){ 0 };
}

const void *explored_state(const struct explored *found, uint64_t index)
{
    return found->store->bytes + index * found->store->machine->size;
}

uint64_t explored_index(const struct explored *found, const void *state)
{
    return explore_hash_find(found->store, state);
}
