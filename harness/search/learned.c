/*
 * A learned machine against the model: see learned.h.
 */
#include "learned.h"

#include <stdlib.h>
#include <string.h>

/* --- side by side --- */

struct both {
    struct abstract_state model;
    uint32_t learned;
    uint32_t spare;
};

struct comparing {
    struct abstraction *abstraction;
    const struct learned *learned;
    struct found {
        uint32_t cell; /* how many steps were taken before: state and input of the product */
        struct deviation deviation;
    } * found;
    size_t count, room;
    uint32_t cells;
};

static bool is_difference(const struct deviation *deviation) { return deviation->judgement.grade == IM_REJECTED; }

/* Of the same kind, so that one of them is enough to tell? */
static bool alike(const struct comparing *comparing, const struct deviation *a, uint32_t input_a,
                  const struct deviation *b, uint32_t input_b)
{
    if (is_difference(a) != is_difference(b) || a->output != b->output) return false;
    const struct abstract_input *inputs = comparing->abstraction->input;
    if (inputs[input_a].kind != inputs[input_b].kind) return false;
    if (is_difference(a)) return a->judgement.rule == b->judgement.rule;
    return memcmp(a->judgement.taken, b->judgement.taken, sizeof a->judgement.taken) == 0;
}

static void note(struct comparing *comparing, const struct deviation *deviation)
{
    uint32_t inputs = comparing->abstraction->inputs;
    for (size_t i = 0; i < comparing->count; i++) {
        const struct found *known = &comparing->found[i];
        if (alike(comparing, &known->deviation, known->cell % inputs, deviation, comparing->cells % inputs)) return;
    }
    if (comparing->count == comparing->room) {
        comparing->room = comparing->room > 0 ? 2 * comparing->room : 32;
        comparing->found = must_realloc(comparing->found, comparing->room * sizeof *comparing->found);
    }
    comparing->found[comparing->count++] = (struct found){ comparing->cells, *deviation };
}

static bool same_output(const struct abstract_output *a, const struct abstract_output *b)
{
    char one[FSM_NAME], other[FSM_NAME];
    abstract_name(a, one);
    abstract_name(b, other);
    return strcmp(one, other) == 0;
}

/* A step of both; where they differ neither goes on. */
static void step_both(void *context, const void *now, uint32_t input, void *next, char output[FSM_NAME])
{
    struct comparing *comparing = context;
    const struct learned *learned = comparing->learned;
    struct both both;
    memcpy(&both, now, sizeof both);
    struct deviation deviation = { .state = both.learned };
    deviation.output = fsm_output(learned->fsm, both.learned, input);
    const struct abstract_output *answer = &learned->output[deviation.output];
    deviation.preferred = abstract_prefer(comparing->abstraction, &both.model, input);
    deviation.judgement = abstract_take(comparing->abstraction, &both.model, input, answer);
    if (is_difference(&deviation) || !same_output(answer, &deviation.preferred)) note(comparing, &deviation);
    if (!is_difference(&deviation)) both.learned = fsm_next(learned->fsm, both.learned, input);
    output[0] = '\0';
    comparing->cells++;
    memcpy(next, &both, sizeof both);
}

bool learned_deviations(struct abstraction *abstraction, const struct learned *learned, struct arena *arena,
                        struct deviations *deviations)
{
    struct comparing comparing = { .abstraction = abstraction, .learned = learned };
    struct both start;
    memset(&start, 0, sizeof start);
    start.model = abstract_start();
    const struct fsm_source source = { .start = &start,
                                       .size = sizeof start,
                                       .inputs = abstraction->inputs,
                                       .input_name = abstraction->input_name,
                                       .step = step_both,
                                       .context = &comparing };
    struct fsm *product = fsm_grow(&source);
    if (product != NULL) {
        static uint16_t word[FSM_WORD];
        const struct fsm_cover cover = fsm_cover(product, arena);
        deviations->count = comparing.count;
        deviations->list = arena_alloc(arena, (comparing.count + 1) * sizeof *deviations->list);
        for (size_t i = 0; i < comparing.count; i++) {
            struct deviation *deviation = &deviations->list[i];
            *deviation = comparing.found[i].deviation;
            size_t length = fsm_access(&cover, comparing.found[i].cell / abstraction->inputs, word);
            word[length++] = (uint16_t)(comparing.found[i].cell % abstraction->inputs);
            uint16_t *kept = arena_alloc(arena, length * sizeof *kept);
            deviation->word = memcpy(kept, word, length * sizeof *kept);
            deviation->length = length;
        }
    }
    free(comparing.found);
    fsm_free(product);
    return product != NULL;
}

/* --- the order of checks --- */

const char *const refusal_names[REFUSALS] = { "pointer", "argument", "state", "self" };

static bool find_input(const struct abstraction *abstraction, enum abstract_kind kind, uint16_t *input)
{
    for (uint16_t i = 0; i < abstraction->inputs; i++) {
        if (abstraction->input[i].kind != kind || abstraction->input[i].contact != 0) continue;
        *input = i;
        return true;
    }
    return false;
}

/* The word of a call, signed in or not; false if the inputs do not have it. */
static bool call(const struct abstraction *abstraction, bool signed_in, enum abstract_kind kind, uint16_t word[2],
                 size_t *length)
{
    *length = signed_in;
    if (signed_in && !find_input(abstraction, ABSTRACT_SIGN_IN, &word[0])) return false;
    return find_input(abstraction, kind, &word[(*length)++]);
}

static uint32_t answer_to(const struct learned *learned, const uint16_t *word, size_t length)
{
    uint32_t state = 0;
    for (size_t i = 0; i + 1 < length; i++) state = fsm_next(learned->fsm, state, word[i]);
    return fsm_output(learned->fsm, state, word[length - 1]);
}

size_t learned_clashes(const struct abstraction *abstraction, const struct learned *learned,
                       struct clash clashes[CLASHES])
{
    static const struct {
        bool signed_in;
        enum abstract_kind kind;
    } alone[REFUSALS] = {
        { true, ABSTRACT_NOWHERE }, { true, ABSTRACT_LONG }, { false, ABSTRACT_MESSAGE }, { true, ABSTRACT_SELF }
    };
    static const struct {
        enum refusal a, b;
        bool signed_in;
        enum abstract_kind kind;
    } two[CLASHES] = {
        { REFUSED_POINTER, REFUSED_ARGUMENT, true, ABSTRACT_LONG_NOWHERE },
        { REFUSED_POINTER, REFUSED_STATE, false, ABSTRACT_NOWHERE },
        { REFUSED_POINTER, REFUSED_SELF, true, ABSTRACT_SELF_NOWHERE },
        { REFUSED_ARGUMENT, REFUSED_STATE, false, ABSTRACT_LONG },
        { REFUSED_STATE, REFUSED_SELF, false, ABSTRACT_SELF },
    };
    uint32_t code[REFUSALS];
    bool known[REFUSALS];
    for (int i = 0; i < REFUSALS; i++) {
        uint16_t word[2];
        size_t length;
        known[i] = call(abstraction, alone[i].signed_in, alone[i].kind, word, &length);
        if (known[i]) code[i] = learned->output[answer_to(learned, word, length)].hresult;
    }
    size_t count = 0;
    for (int i = 0; i < CLASHES; i++) {
        struct clash *clash = &clashes[count];
        *clash = (struct clash){ .a = two[i].a, .b = two[i].b };
        if (!known[two[i].a] || !known[two[i].b] ||
            !call(abstraction, two[i].signed_in, two[i].kind, clash->word, &clash->length))
            continue;
        clash->output = answer_to(learned, clash->word, clash->length);
        uint32_t told = learned->output[clash->output].hresult;
        clash->a_first = told == code[two[i].a] && told != code[two[i].b];
        clash->b_first = told == code[two[i].b] && told != code[two[i].a];
        count++;
    }
    return count;
}
