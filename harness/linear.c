/*
 * The search over orders: see linear.h.
 */
#include "linear.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"

/* One state in which so much was done; its key stands behind it. */
struct seen {
    struct seen *next;
    uint32_t done;
    unsigned cost;
    uint64_t hash;
};

enum { BUCKETS = 1024 };

struct search {
    const struct linear_space *space;
    const uint32_t *after;
    size_t count;
    struct linear_result *result;
    struct linear_order now;
    struct arena *arena;
    unsigned char *key;
    struct seen *bucket[BUCKETS];
    struct seen *end[LINEAR_ENDS]; /* by the order in result->ends */
    unsigned end_cost[LINEAR_ENDS];
};

static uint64_t hash_of(uint32_t done, const unsigned char *key, size_t size)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ done;
    for (size_t i = 0; i < size; i++) hash = (hash ^ key[i]) * UINT64_C(1099511628211);
    return hash;
}

/* The state among those seen, or NULL: was it there before, at no higher cost? */
static struct seen *remember(struct search *search, uint32_t done, const void *state, unsigned cost, bool *before)
{
    const size_t size = search->space->key_size;
    search->space->key(search->space->context, state, search->key);
    const uint64_t hash = hash_of(done, search->key, size);
    struct seen **bucket = &search->bucket[hash % BUCKETS];
    for (struct seen *seen = *bucket; seen != NULL; seen = seen->next) {
        if (seen->hash != hash || seen->done != done || memcmp(seen + 1, search->key, size) != 0) continue;
        *before = seen->cost <= cost;
        if (!*before) seen->cost = cost;
        return seen;
    }
    struct seen *made = arena_alloc(search->arena, sizeof *made + size);
    *made = (struct seen){ .next = *bucket, .done = done, .cost = cost, .hash = hash };
    memcpy(made + 1, search->key, size);
    *bucket = made;
    *before = false;
    search->result->visited++;
    return made;
}

/* All calls are made: one more state that they may have led to, or a better way to one that is known. */
static void arrive(struct search *search, struct seen *seen, unsigned cost)
{
    struct linear_result *result = search->result;
    size_t at = 0;
    while (at < result->end_count && search->end[at] != seen) at++;
    if (at < LINEAR_ENDS) {
        search->end[at] = seen;
        search->end_cost[at] = cost;
        result->ends[at] = search->now;
        result->end_count += at == result->end_count;
    }
    if (result->explained && cost >= result->cost) return;
    result->explained = true;
    result->cost = cost;
    result->best = search->now;
}

static void go_on(struct search *search, uint32_t done, const void *state, unsigned cost)
{
    struct linear_result *result = search->result;
    bool before = false, any = false;
    struct seen *seen = remember(search, done, state, cost, &before);
    if (before) return;
    if (search->now.count == search->count) {
        arrive(search, seen, cost);
        return;
    }
    void *next = must_realloc(NULL, search->space->state_size);
    for (size_t i = 0; i < search->count; i++) {
        unsigned more = 0;
        if ((done >> i & 1) != 0 || (search->after[i] & ~done) != 0) continue;
        memcpy(next, state, search->space->state_size);
        if (!search->space->take(search->space->context, i, next, &more)) continue;
        any = true;
        search->now.call[search->now.count++] = (uint8_t)i;
        go_on(search, done | UINT32_C(1) << i, next, cost + more);
        search->now.count--;
    }
    free(next);
    if (any) return;
    if (result->dead_count < LINEAR_DEAD) result->dead[result->dead_count++] = search->now;
    if (!result->explained && search->now.count > result->best.count) result->best = search->now;
}

/* The best end comes first. */
static void sort_ends(struct search *search)
{
    struct linear_result *result = search->result;
    size_t best = 0;
    for (size_t i = 1; i < result->end_count; i++) {
        if (search->end_cost[i] < search->end_cost[best]) best = i;
    }
    if (result->end_count == 0) return;
    result->ends[best] = result->ends[0];
    result->ends[0] = result->best;
}

void linear_search(const struct linear_space *space, const uint32_t *after, size_t count, const void *begin,
                   struct linear_result *result)
{
    assert(count <= LIMIT_TOGETHER);
    *result = (struct linear_result){ 0 };
    struct search search = { .space = space, .after = after, .count = count, .result = result, .arena = arena_new() };
    search.key = arena_alloc(search.arena, space->key_size);
    go_on(&search, 0, begin, 0);
    sort_ends(&search);
    arena_free(search.arena);
}
