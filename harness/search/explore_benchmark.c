/*
 * The common benchmark model as a machine to explore.  A state is packed into digits, one for each contact and one for
 * the client, so that all of them are small numbers; what an action does to a digit is asked of the model once, in the
 * beginning, since an action on a contact changes only that contact's digit, and one on the client each digit by itself.
 */
#include "explore_benchmark.h"

#include <stdlib.h>

#include "base.h"

enum { CELLS = 1 << BENCHMARK_CELL, CLIENTS = BENCHMARK_OFF + 1 };

struct digits {
    struct benchmark_size size;
    unsigned bits;                            /* of a contact's digit */
    uint8_t client[CLIENTS][BENCHMARK_FIRST]; /* after the actions that name no contact */
    uint8_t cleared[CLIENTS][BENCHMARK_FIRST][CELLS];
    /* what to add to the lowest digit for the actions that name the contact */
    int8_t change[CLIENTS][CELLS][BENCHMARK_EACH];
    const char *broken[CLIENTS][CELLS];
};

static uint64_t cell_of(uint64_t state, unsigned contact) { return state >> (BENCHMARK_CELL * contact) & (CELLS - 1); }

uint64_t explore_benchmark_state(const struct machine *machine, uint64_t code)
{
    const struct digits *digits = machine->context;
    uint64_t state = code >> (digits->bits * digits->size.contacts) << BENCHMARK_CLIENT;
    for (unsigned i = 0; i < digits->size.contacts; i++) {
        state |= (code >> (digits->bits * i) & ((1u << digits->bits) - 1)) << (BENCHMARK_CELL * i);
    }
    return state;
}

uint64_t explore_benchmark_code(const struct machine *machine, uint64_t state)
{
    const struct digits *digits = machine->context;
    uint64_t code = (uint64_t)benchmark_client(state) << (digits->bits * digits->size.contacts);
    for (unsigned i = 0; i < digits->size.contacts; i++) code |= cell_of(state, i) << (digits->bits * i);
    return code;
}

static void start(const void *context, void *state)
{
    const struct machine machine = { .context = context };
    const uint64_t code = explore_benchmark_code(&machine, benchmark_start());
    memcpy(state, &code, sizeof code);
}

static unsigned expand(const void *context, const void *state, void *next, uint32_t *labels, const char **broken)
{
    const struct digits *digits = context;
    const unsigned bits = digits->bits, contacts = digits->size.contacts, mask = (1u << bits) - 1;
    uint64_t code, *to = next;
    memcpy(&code, state, sizeof code);
    const unsigned client = (unsigned)(code >> (bits * contacts));
    for (unsigned action = 0; action < BENCHMARK_FIRST; action++) {
        to[action] = (uint64_t)digits->client[client][action] << (bits * contacts);
    }
    uint64_t *each = to + BENCHMARK_FIRST;
    for (unsigned i = 0; i < contacts; i++) {
        const unsigned at = bits * i, cell = (unsigned)(code >> at) & mask;
        for (unsigned kind = 0; kind < BENCHMARK_EACH; kind++) {
            *each++ = code + ((uint64_t)(int64_t)digits->change[client][cell][kind] << at);
        }
        for (unsigned action = 0; action < BENCHMARK_FIRST; action++) {
            to[action] |= (uint64_t)digits->cleared[client][action][cell] << at;
        }
        if (digits->broken[client][cell] != NULL) *broken = digits->broken[client][cell];
    }
    const unsigned count = BENCHMARK_FIRST + BENCHMARK_EACH * contacts;
    for (unsigned i = 0; labels != NULL && i < count; i++) labels[i] = i;
    return count;
}

static const char *step_words(const void *context, struct arena *arena, const void *state, uint32_t label)
{
    (void)context, (void)arena, (void)state;
    return benchmark_action_name(label);
}

static const char *state_words(const void *context, struct arena *arena, const void *state)
{
    static const char *const clients[] = { "OUT", "IN", "OFF" };
    const struct machine machine = { .context = context };
    const struct digits *digits = context;
    uint64_t code;
    memcpy(&code, state, sizeof code);
    const uint64_t packed = explore_benchmark_state(&machine, code);
    const char *words = clients[benchmark_client(packed)];
    for (unsigned i = 0; i < digits->size.contacts; i++) {
        const unsigned held = benchmark_held(packed, i);
        if (!benchmark_shown(packed, i) && held == 0) continue;
        words = arena_printf(arena, "%s; %u: %s, %u held", words, i + 1, benchmark_shown(packed, i) ? "shown" : "gone",
                             held);
    }
    return words;
}

/* Asks the model what happens to the first contact alone. */
static void ask(struct digits *digits, bool wrong)
{
    const struct benchmark_size one = { .contacts = 1, .references = digits->size.references };
    struct benchmark_due due;
    for (unsigned client = 0; client < CLIENTS; client++) {
        for (uint64_t cell = 0; cell < 1u << digits->bits; cell++) {
            const uint64_t state = cell | (uint64_t)client << BENCHMARK_CLIENT;
            digits->broken[client][cell] = benchmark_check(&one, state);
            for (unsigned action = 0; action < BENCHMARK_FIRST; action++) {
                const uint64_t next = benchmark_step(&one, state, action, &due);
                digits->client[client][action] = (uint8_t)benchmark_client(next);
                digits->cleared[client][action][cell] = (uint8_t)cell_of(next, 0);
                if (wrong && action == BENCHMARK_OFFLINE) digits->cleared[client][action][cell] = (uint8_t)cell;
            }
            for (unsigned kind = 0; kind < BENCHMARK_EACH; kind++) {
                const uint64_t next = cell_of(benchmark_step(&one, state, benchmark_action(kind, 0), &due), 0);
                digits->change[client][cell][kind] = (int8_t)(next - cell);
            }
        }
    }
}

bool explore_benchmark(const struct benchmark_size *size, bool wrong, struct machine *machine)
{
    if (size->contacts > BENCHMARK_CONTACTS || size->references > BENCHMARK_REFERENCES || size->references == 0) {
        return false;
    }
    struct digits *digits = must_realloc(NULL, sizeof *digits);
    *digits = (struct digits){ .size = *size, .bits = 2 };
    while (1u << digits->bits < 2 * (size->references + 1)) digits->bits++;
    ask(digits, wrong);
    *machine = (struct machine){
        .context = digits,
        .size = sizeof(uint64_t),
        .codes = (uint64_t)CLIENTS << (digits->bits * size->contacts),
        .fanout = benchmark_actions(size),
        .start = start,
        .expand = expand,
        .step_words = step_words,
        .state_words = state_words,
    };
    return true;
}

void explore_benchmark_free(struct machine *machine)
{
    union {
        const void *borrowed;
        void *owned;
    } context = { machine->context };
    free(context.owned);
}
