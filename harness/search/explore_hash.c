/*
 * States of any kind: kept whole, one after the other, and found again by a table of their numbers.
 */
#include <stdlib.h>
#include <string.h>

#include "explore_store.h"

static uint64_t hash_of(const uint8_t *state, size_t size)
{
    uint64_t hash = size, word = 0;
    for (size_t at = 0; at < size; at += sizeof word) {
        const size_t part = size - at < sizeof word ? size - at : sizeof word;
        word = 0;
        memcpy(&word, state + at, part);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    return hash;
}

static uint8_t *bytes_of(const struct explore_store *store, uint64_t index)
{
    return store->bytes + index * store->machine->size;
}

/* The slot that has the state, or the free one where it belongs. */
static uint32_t *slot_of(const struct explore_store *store, const uint8_t *state)
{
    const size_t size = store->machine->size;
    uint64_t at = hash_of(state, size) & (store->slot_count - 1);
    while (store->slots[at] != 0 && memcmp(bytes_of(store, store->slots[at] - 1), state, size) != 0) {
        at = (at + 1) & (store->slot_count - 1);
    }
    return &store->slots[at];
}

uint64_t explore_hash_find(const struct explore_store *store, const void *state)
{
    const uint32_t slot = *slot_of(store, state);
    return slot > 0 ? slot - 1 : UINT64_MAX;
}

/* Twice the room, and a table with as many free slots as states. */
static bool make_room(struct explore_store *store, uint64_t states)
{
    const size_t size = store->machine->size;
    store->needed = states * (size + sizeof *store->parents) + 2 * states * sizeof *store->slots;
    if (store->needed > store->memory || states >= UINT32_MAX) return false;
    uint8_t *bytes = realloc(store->bytes, states * size);
    if (bytes != NULL) store->bytes = bytes;
    uint32_t *parents = realloc(store->parents, states * sizeof *parents);
    if (parents != NULL) store->parents = parents;
    uint32_t *slots = calloc(2 * states, sizeof *slots);
    if (bytes == NULL || parents == NULL || slots == NULL) {
        free(slots);
        return false;
    }
    free(store->slots);
    store->slots = slots;
    store->slot_count = 2 * states;
    store->room = states;
    for (uint64_t i = 0; i < store->states; i++) *slot_of(store, bytes_of(store, i)) = (uint32_t)i + 1;
    return true;
}

static bool insert(struct explore_store *store, const uint8_t *state, uint64_t parent)
{
    if (store->states == store->room && !make_room(store, store->room * 2)) return false;
    uint32_t *slot = slot_of(store, state);
    if (*slot != 0) return true;
    memcpy(bytes_of(store, store->states), state, store->machine->size);
    store->parents[store->states] = (uint32_t)parent;
    *slot = (uint32_t)++store->states;
    return true;
}

static bool open_hash(struct explore_store *store)
{
    enum { FIRST = 1024 };
    uint8_t state[EXPLORE_STATE];
    store->machine->start(store->machine->context, state);
    return make_room(store, FIRST) && insert(store, state, 0);
}

static bool part_room(struct explore_part *part, size_t needed)
{
    if (part->room >= needed) return true;
    uint8_t *next = realloc(part->next, needed * 2);
    if (next == NULL) return false;
    part->next = next;
    part->room = needed * 2;
    return true;
}

static void expand(struct explore_part *part)
{
    const struct machine *machine = part->machine;
    const size_t widest = machine->size * machine->fanout;
    size_t used = 0;
    part->counts = realloc(part->counts, (part->to - part->from) * sizeof *part->counts);
    part->full = part->counts == NULL && part->to > part->from;
    for (uint64_t at = part->from; at < part->to && !part->full; at++) {
        if (!part_room(part, used + widest)) {
            part->full = true;
            break;
        }
        const char *broken = NULL;
        const unsigned count =
            machine->expand(machine->context, bytes_of(part->store, at), part->next + used, NULL, &broken);
        if (broken != NULL && part->broken == NULL) {
            part->broken = broken;
            part->broken_at = at;
        }
        part->counts[at - part->from] = (uint16_t)count;
        part->transitions += count;
        used += count * machine->size;
    }
}

static bool merge(struct explore_store *store, const struct explore_part *parts, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        const uint8_t *next = parts[i].next;
        if (parts[i].full) return false;
        for (uint64_t at = parts[i].from; at < parts[i].to; at++) {
            for (uint16_t n = parts[i].counts[at - parts[i].from]; n > 0; n--, next += store->machine->size) {
                if (!insert(store, next, at)) return false;
            }
        }
    }
    return true;
}

static bool settle(struct explore_store *store)
{
    (void)store; /* every state has its place already */
    return true;
}

static void state_of(const struct explore_store *store, uint64_t index, void *state)
{
    memcpy(state, bytes_of(store, index), store->machine->size);
}

static uint64_t before(const struct explore_store *store, uint64_t index, uint64_t from, uint64_t to)
{
    (void)from, (void)to;
    return store->parents[index];
}

const struct explore_kind explore_hash = {
    .batch = 2048,
    .open = open_hash,
    .expand = expand,
    .merge = merge,
    .settle = settle,
    .state = state_of,
    .before = before,
};
