/*
 * States that are small numbers: two bits for each number that there is, and the numbers of every level in their order.
 */
#include <stdlib.h>
#include <string.h>

#include "explore_store.h"

static uint64_t word_count(const struct explore_store *store) { return (store->machine->codes + 63) / 64; }

/* Room for so many states, within the memory that is allowed. */
static bool make_room(struct explore_store *store, uint64_t states)
{
    store->needed = 2 * sizeof(uint64_t) * word_count(store) + states * sizeof *store->codes;
    if (store->needed > store->memory) return false;
    uint32_t *codes = realloc(store->codes, states * sizeof *codes);
    if (codes == NULL) return false;
    store->codes = codes;
    store->room = states;
    return true;
}

static bool open_bitmap(struct explore_store *store)
{
    if (!make_room(store, 1)) return false;
    store->known = calloc(word_count(store), sizeof *store->known);
    store->fresh = calloc(word_count(store), sizeof *store->fresh);
    if (store->known == NULL || store->fresh == NULL) return false;
    uint64_t start;
    store->machine->start(store->machine->context, &start);
    store->known[start / 64] |= (uint64_t)1 << start % 64;
    store->codes[store->states++] = (uint32_t)start;
    return true;
}

static void expand(struct explore_part *part)
{
    const struct machine *machine = part->machine;
    const uint64_t *known = part->store->known;
    uint64_t *fresh = part->store->fresh, next[EXPLORE_SUCCESSORS];
    for (uint64_t at = part->from; at < part->to; at++) {
        const uint64_t state = part->store->codes[at];
        const char *broken = NULL;
        const unsigned count = machine->expand(machine->context, &state, next, NULL, &broken);
        if (broken != NULL && part->broken == NULL) {
            part->broken = broken;
            part->broken_at = at;
        }
        part->transitions += count;
        for (unsigned i = 0; i < count; i++) {
            const uint64_t word = next[i] / 64, bit = (uint64_t)1 << next[i] % 64;
            if ((known[word] & bit) != 0) continue;
            if ((__atomic_load_n(&fresh[word], __ATOMIC_RELAXED) & bit) != 0) continue;
            __atomic_fetch_or(&fresh[word], bit, __ATOMIC_RELAXED);
        }
    }
}

static bool merge(struct explore_store *store, const struct explore_part *parts, unsigned count)
{
    (void)store, (void)parts, (void)count; /* the bits are set already */
    return true;
}

static bool settle(struct explore_store *store)
{
    uint64_t count = 0;
    for (uint64_t i = 0; i < word_count(store); i++) count += (unsigned)__builtin_popcountll(store->fresh[i]);
    if (count == 0) return true;
    if (!make_room(store, store->states + count)) return false;
    for (uint64_t i = 0; i < word_count(store); i++) {
        store->known[i] |= store->fresh[i];
        for (uint64_t bits = store->fresh[i]; bits != 0; bits &= bits - 1) {
            store->codes[store->states++] = (uint32_t)(i * 64 + (unsigned)__builtin_ctzll(bits));
        }
        store->fresh[i] = 0;
    }
    return true;
}

static void state_of(const struct explore_store *store, uint64_t index, void *state)
{
    const uint64_t code = store->codes[index];
    memcpy(state, &code, sizeof code);
}

/* Nothing is kept of where a state came from: the level before is looked at once more. */
static uint64_t before(const struct explore_store *store, uint64_t index, uint64_t from, uint64_t to)
{
    const uint64_t state = store->codes[index];
    uint64_t at = from;
    for (uint32_t label; at + 1 < to; at++) {
        const uint64_t earlier = store->codes[at];
        if (explore_step(store->machine, &earlier, &state, &label)) break;
    }
    return at;
}

const struct explore_kind explore_bitmap = {
    .batch = UINT64_MAX,
    .open = open_bitmap,
    .expand = expand,
    .merge = merge,
    .settle = settle,
    .state = state_of,
    .before = before,
};
