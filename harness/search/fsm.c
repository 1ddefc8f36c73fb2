/*
 * Machines as tables: see fsm.h.
 */
#include "fsm.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct fsm *fsm_new(uint32_t states, uint32_t inputs, uint32_t outputs)
{
    assert(states > 0 && states <= 2 * FSM_STATES && inputs > 0 && inputs <= FSM_INPUTS);
    struct arena *arena = arena_new();
    struct fsm *fsm = arena_alloc(arena, sizeof *fsm);
    *fsm = (struct fsm){ .states = states, .inputs = inputs, .outputs = outputs, .arena = arena };
    size_t cells = (size_t)states * inputs;
    fsm->next = arena_alloc(arena, cells * sizeof *fsm->next);
    fsm->output = arena_alloc(arena, cells * sizeof *fsm->output);
    fsm->state_name = arena_alloc(arena, states * sizeof *fsm->state_name);
    fsm->input_name = arena_alloc(arena, inputs * sizeof *fsm->input_name);
    fsm->output_name = arena_alloc(arena, (outputs + 1) * sizeof *fsm->output_name);
    return fsm;
}

void fsm_free(struct fsm *fsm)
{
    if (fsm != NULL) arena_free(fsm->arena);
}

/* --- reaching --- */

struct fsm_cover fsm_cover(const struct fsm *fsm, struct arena *arena)
{
    struct fsm_cover cover = {
        .order = arena_alloc(arena, fsm->states * sizeof *cover.order),
        .parent = arena_alloc(arena, fsm->states * sizeof *cover.parent),
        .input = arena_alloc(arena, fsm->states * sizeof *cover.input),
        .reached = arena_alloc(arena, fsm->states * sizeof *cover.reached),
    };
    cover.reached[0] = true;
    cover.order[cover.count++] = 0;
    for (uint32_t at = 0; at < cover.count; at++) {
        uint32_t state = cover.order[at];
        for (uint32_t input = 0; input < fsm->inputs; input++) {
            uint32_t next = fsm_next(fsm, state, input);
            if (cover.reached[next]) continue;
            cover.reached[next] = true;
            cover.parent[next] = state;
            cover.input[next] = input;
            cover.order[cover.count++] = next;
        }
    }
    return cover;
}

size_t fsm_access(const struct fsm_cover *cover, uint32_t state, uint16_t word[FSM_WORD])
{
    size_t length = 0;
    for (uint32_t at = state; at != 0; at = cover->parent[at]) length++;
    assert(length <= FSM_WORD);
    size_t end = length;
    for (uint32_t at = state; at != 0; at = cover->parent[at]) word[--end] = (uint16_t)cover->input[at];
    return length;
}

/* --- telling apart --- */

/* Numbers triples in the order in which they are met: equal triples get equal numbers. */
struct numbering {
    struct triple {
        uint32_t a, b, c, number; /* number 0: free */
    } * slot;
    uint32_t mask, count;
};

static struct numbering numbering_new(uint32_t most)
{
    struct numbering numbers = { .mask = 15 };
    while (numbers.mask < most * 2) numbers.mask = numbers.mask * 2 + 1;
    numbers.slot = must_realloc(NULL, ((size_t)numbers.mask + 1) * sizeof *numbers.slot);
    return numbers;
}

static void numbering_clear(struct numbering *numbers)
{
    memset(numbers->slot, 0, ((size_t)numbers->mask + 1) * sizeof *numbers->slot);
    numbers->count = 0;
}

static uint32_t number_of(struct numbering *numbers, uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t hash = (a * 0x9E3779B1u ^ b) * 0x85EBCA6Bu ^ c;
    for (uint32_t at = (hash * 0xC2B2AE35u) >> 7;; at++) {
        struct triple *slot = &numbers->slot[at & numbers->mask];
        if (slot->number == 0) *slot = (struct triple){ a, b, c, ++numbers->count };
        if (slot->a == a && slot->b == b && slot->c == c) return slot->number - 1;
    }
}

/* The classes of the next level: states stay together that answer every input alike and go to the same classes. */
static uint32_t refine(const struct fsm *fsm, struct numbering *numbers, const uint32_t *old, uint32_t *new)
{
    memcpy(new, old, fsm->states * sizeof *new);
    for (uint32_t input = 0; input < fsm->inputs; input++) {
        numbering_clear(numbers);
        for (uint32_t state = 0; state < fsm->states; state++) {
            uint32_t next = old[fsm_next(fsm, state, input)];
            new[state] = number_of(numbers, new[state], fsm_output(fsm, state, input), next);
        }
    }
    return numbers->count;
}

struct fsm_levels fsm_levels(const struct fsm *fsm, struct arena *arena)
{
    size_t size = fsm->states * sizeof(uint32_t);
    uint32_t room = 16;
    struct fsm_levels levels = { .count = 1 };
    uint32_t **classes = must_realloc(NULL, room * sizeof *classes);
    uint32_t *sizes = must_realloc(NULL, room * sizeof *sizes);
    struct numbering numbers = numbering_new(fsm->states);
    classes[0] = arena_alloc(arena, size);
    sizes[0] = 1;
    for (;; levels.count++) {
        if (levels.count == room) {
            room *= 2;
            classes = must_realloc(classes, room * sizeof *classes);
            sizes = must_realloc(sizes, room * sizeof *sizes);
        }
        classes[levels.count] = arena_alloc(arena, size);
        sizes[levels.count] = refine(fsm, &numbers, classes[levels.count - 1], classes[levels.count]);
        if (sizes[levels.count] == sizes[levels.count - 1]) break;
    }
    levels.classes = arena_alloc(arena, levels.count * sizeof *levels.classes);
    levels.sizes = arena_alloc(arena, levels.count * sizeof *levels.sizes);
    memcpy(levels.classes, classes, levels.count * sizeof *levels.classes);
    memcpy(levels.sizes, sizes, levels.count * sizeof *levels.sizes);
    free(classes);
    free(sizes);
    free(numbers.slot);
    return levels;
}

size_t fsm_separate(const struct fsm *fsm, const struct fsm_levels *levels, uint32_t a, uint32_t b,
                    uint16_t word[FSM_WORD])
{
    uint32_t level = 0;
    while (level < levels->count && levels->classes[level][a] == levels->classes[level][b]) level++;
    if (level == levels->count) return 0;
    assert(level <= FSM_WORD);
    for (size_t length = 0;; level--) {
        const uint32_t *shorter = levels->classes[level - 1];
        uint32_t input = 0;
        while (fsm_output(fsm, a, input) == fsm_output(fsm, b, input) &&
               shorter[fsm_next(fsm, a, input)] == shorter[fsm_next(fsm, b, input)])
            input++;
        word[length++] = (uint16_t)input;
        if (fsm_output(fsm, a, input) != fsm_output(fsm, b, input)) return length;
        a = fsm_next(fsm, a, input);
        b = fsm_next(fsm, b, input);
    }
}

/* --- whole machines --- */

static void copy_names(const char **to, const char *const *from, uint32_t count, struct arena *arena)
{
    for (uint32_t i = 0; i < count; i++) to[i] = from[i] != NULL ? arena_strdup(arena, from[i]) : NULL;
}

struct fsm *fsm_minimal(const struct fsm *fsm)
{
    struct arena *arena = arena_new();
    const struct fsm_cover cover = fsm_cover(fsm, arena);
    const struct fsm_levels levels = fsm_levels(fsm, arena);
    const uint32_t *classes = levels.classes[levels.count - 1];
    uint32_t *kept = arena_alloc(arena, fsm->states * sizeof *kept);   /* [class]: its new number + 1 */
    uint32_t *member = arena_alloc(arena, fsm->states * sizeof *kept); /* [new number]: the first state of the class */
    uint32_t count = 0;
    for (uint32_t i = 0; i < cover.count; i++) {
        uint32_t state = cover.order[i];
        if (kept[classes[state]] > 0) continue;
        member[count++] = state;
        kept[classes[state]] = count;
    }
    struct fsm *small = fsm_new(count, fsm->inputs, fsm->outputs);
    copy_names(small->input_name, fsm->input_name, fsm->inputs, small->arena);
    copy_names(small->output_name, fsm->output_name, fsm->outputs, small->arena);
    for (uint32_t i = 0; i < count; i++) {
        copy_names(&small->state_name[i], &fsm->state_name[member[i]], 1, small->arena);
        for (uint32_t input = 0; input < fsm->inputs; input++) {
            small->next[i * fsm->inputs + input] = kept[classes[fsm_next(fsm, member[i], input)]] - 1;
            small->output[i * fsm->inputs + input] = fsm_output(fsm, member[i], input);
        }
    }
    arena_free(arena);
    return small;
}

/* Both machines side by side: b's states stand behind a's, and equal names of outputs are equal numbers. */
static struct fsm *beside(const struct fsm *a, const struct fsm *b)
{
    struct fsm *both = fsm_new(a->states + b->states, a->inputs, a->outputs + b->outputs);
    size_t cells = (size_t)a->states * a->inputs;
    memcpy(both->next, a->next, cells * sizeof *both->next);
    memcpy(both->output, a->output, cells * sizeof *both->output);
    for (size_t i = 0; i < (size_t)b->states * b->inputs; i++) {
        const char *name = b->output_name[b->output[i]];
        uint32_t output = 0;
        while (output < a->outputs && strcmp(a->output_name[output], name) != 0) output++;
        both->output[cells + i] = output < a->outputs ? output : a->outputs + b->output[i];
        both->next[cells + i] = a->states + b->next[i];
    }
    return both;
}

size_t fsm_differ(const struct fsm *a, const struct fsm *b, uint16_t word[FSM_WORD])
{
    assert(a->inputs == b->inputs);
    struct fsm *both = beside(a, b);
    struct arena *arena = arena_new();
    const struct fsm_levels levels = fsm_levels(both, arena);
    size_t length = fsm_separate(both, &levels, 0, a->states, word);
    arena_free(arena);
    fsm_free(both);
    return length;
}
