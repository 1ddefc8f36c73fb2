/*
 * Machines that grow from a step function, and that of the benchmark model: see fsm.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmark.h"
#include "fsm.h"

struct growing {
    const struct fsm_source *source;
    unsigned char *states; /* one after the other */
    uint32_t count, room;
    uint32_t *slot; /* hash table of numbers + 1 */
    uint32_t mask;
    uint32_t *next, *output;
    char (*name)[FSM_NAME]; /* of outputs */
    uint32_t names;
};

static uint32_t hash_of(const unsigned char *bytes, size_t size)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++) hash = (hash ^ bytes[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static const unsigned char *state_at(const struct growing *growing, uint32_t number)
{
    return growing->states + (size_t)number * growing->source->size;
}

/* The slot of a state: its own, or the free one where it belongs. */
static uint32_t *slot_of(const struct growing *growing, const unsigned char *state)
{
    size_t size = growing->source->size;
    for (uint32_t at = hash_of(state, size);; at++) {
        uint32_t *slot = &growing->slot[at & growing->mask];
        if (*slot == 0 || memcmp(state_at(growing, *slot - 1), state, size) == 0) return slot;
    }
}

static void make_room(struct growing *growing)
{
    growing->room = growing->room > 0 ? 2 * growing->room : 256;
    size_t cells = (size_t)growing->room * growing->source->inputs;
    growing->states = must_realloc(growing->states, (size_t)growing->room * growing->source->size);
    growing->next = must_realloc(growing->next, cells * sizeof *growing->next);
    growing->output = must_realloc(growing->output, cells * sizeof *growing->output);
    growing->mask = 4 * growing->room - 1;
    free(growing->slot);
    growing->slot = must_realloc(NULL, ((size_t)growing->mask + 1) * sizeof *growing->slot);
    memset(growing->slot, 0, ((size_t)growing->mask + 1) * sizeof *growing->slot);
    for (uint32_t i = 0; i < growing->count; i++) *slot_of(growing, state_at(growing, i)) = i + 1;
}

static uint32_t number_of(struct growing *growing, const void *state)
{
    uint32_t *slot = slot_of(growing, state);
    if (*slot > 0) return *slot - 1;
    memcpy(growing->states + (size_t)growing->count * growing->source->size, state, growing->source->size);
    *slot = ++growing->count;
    return growing->count - 1;
}

static uint32_t output_number(struct growing *growing, const char *name)
{
    for (uint32_t i = 0; i < growing->names; i++) {
        if (strcmp(growing->name[i], name) == 0) return i;
    }
    growing->name = must_realloc(growing->name, (growing->names + 1) * sizeof *growing->name);
    snprintf(growing->name[growing->names], FSM_NAME, "%s", name);
    return growing->names++;
}

static struct fsm *finish(const struct growing *growing)
{
    const struct fsm_source *source = growing->source;
    struct fsm *fsm = fsm_new(growing->count, source->inputs, growing->names);
    size_t cells = (size_t)fsm->states * fsm->inputs;
    memcpy(fsm->next, growing->next, cells * sizeof *fsm->next);
    memcpy(fsm->output, growing->output, cells * sizeof *fsm->output);
    for (uint32_t i = 0; i < fsm->states; i++) fsm->state_name[i] = arena_printf(fsm->arena, "s%u", i);
    for (uint32_t i = 0; i < fsm->inputs; i++) fsm->input_name[i] = arena_strdup(fsm->arena, source->input_name[i]);
    for (uint32_t i = 0; i < fsm->outputs; i++) fsm->output_name[i] = arena_strdup(fsm->arena, growing->name[i]);
    return fsm;
}

struct fsm *fsm_grow(const struct fsm_source *source)
{
    struct growing growing = { .source = source };
    make_room(&growing);
    number_of(&growing, source->start);
    unsigned char *state = must_realloc(NULL, source->size), *next = must_realloc(NULL, source->size);
    for (uint32_t at = 0; at < growing.count && growing.count <= FSM_STATES; at++) {
        while (growing.count + source->inputs > growing.room) make_room(&growing);
        memcpy(state, state_at(&growing, at), source->size);
        for (uint32_t input = 0; input < source->inputs; input++) {
            char output[FSM_NAME];
            source->step(source->context, state, input, next, output);
            growing.next[at * source->inputs + input] = number_of(&growing, next);
            growing.output[at * source->inputs + input] = output_number(&growing, output);
        }
    }
    struct fsm *fsm = growing.count <= FSM_STATES ? finish(&growing) : NULL;
    free(state);
    free(next);
    free(growing.states);
    free(growing.slot);
    free(growing.next);
    free(growing.output);
    free(growing.name);
    return fsm;
}

/* --- the benchmark model --- */

static void benchmark_take(void *context, const void *state, uint32_t input, void *next, char output[FSM_NAME])
{
    static const char *const results[] = { "S_OK", "S_FALSE", "NOT_LOGGED_ON", "E_FAIL", "nothing_held" };
    static const char *const windows[] = { "", "+same", "+new" };
    const struct benchmark_size *size = context;
    uint64_t now;
    struct benchmark_due due;
    memcpy(&now, state, sizeof now);
    now = benchmark_step(size, now, input, &due);
    memcpy(next, &now, sizeof now);
    snprintf(output, FSM_NAME, "%s%s", results[due.result], windows[due.window]);
}

struct fsm *fsm_benchmark(const struct benchmark_size *size)
{
    const uint64_t start = benchmark_start();
    const char *names[BENCHMARK_FIRST + BENCHMARK_EACH * BENCHMARK_CONTACTS] = { NULL };
    for (unsigned i = 0; i < benchmark_actions(size); i++) names[i] = benchmark_action_name(i);
    struct benchmark_size own = *size;
    const struct fsm_source source = { .start = &start,
                                       .size = sizeof start,
                                       .inputs = benchmark_actions(size),
                                       .input_name = names,
                                       .step = benchmark_take,
                                       .context = &own };
    return fsm_grow(&source);
}
