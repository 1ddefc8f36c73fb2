/*
 * L#: see learn.h.
 */
#include "learn.h"

#include <stdlib.h>
#include <string.h>

#include "learn_tree.h"

/* A node one input behind the basis, and the states that it may still be. */
struct frontier {
    uint32_t node;
    uint32_t *candidate; /* indices into the basis */
    uint32_t count, room;
};

struct learner {
    const struct learn_system *system;
    struct arena *arena; /* of the candidates */
    struct seen_tree tree;
    uint32_t *basis; /* nodes, each apart from all others */
    uint32_t states, most;
    uint32_t *state_of; /* [node]: 1 + index into the basis, 0 for others; as long as the tree was when it was made */
    uint32_t known_nodes;
    struct frontier *frontier;
    size_t frontiers, frontier_room;
    uint32_t *outputs; /* of the word that is asked */
    struct fsm *hypothesis;
    struct learn_result result;
};

static bool going(const struct learner *learner) { return learner->result.status == LEARN_DONE; }

/* --- asking --- */

static void conflict(struct learner *learner, const uint16_t *word, size_t length, uint32_t before, uint32_t now)
{
    struct learn_result *result = &learner->result;
    result->status = LEARN_NONDETERMINISTIC;
    result->conflict.word = must_realloc(NULL, length * sizeof *word);
    memcpy(result->conflict.word, word, length * sizeof *word);
    result->conflict.length = length;
    result->conflict.before = before;
    result->conflict.now = now;
}

static void ask(struct learner *learner, const uint16_t *word, size_t length)
{
    if (!going(learner)) return;
    if (seen_at(&learner->tree, 0, word, length) != 0) {
        learner->result.known++;
        return;
    }
    learner->result.asked++;
    if (!learner->system->ask(learner->system->context, word, length, learner->outputs)) {
        learner->result.status = LEARN_STOPPED;
        return;
    }
    size_t at;
    uint32_t before;
    if (!seen_add(&learner->tree, word, learner->outputs, length, &at, &before))
        conflict(learner, word, at + 1, before, learner->outputs[at]);
}

/* The word to a node, and one behind it. */
static void ask_behind(struct learner *learner, uint32_t node, const uint16_t *word, size_t length)
{
    static uint16_t whole[FSM_WORD];
    size_t prefix = seen_word(&learner->tree, node, whole);
    if (prefix + length > FSM_WORD) {
        learner->result.status = LEARN_TOO_MUCH;
        return;
    }
    memcpy(whole + prefix, word, length * sizeof *word);
    ask(learner, whole, prefix + length);
}

/* --- the basis and what lies behind it --- */

static void add_candidate(const struct learner *learner, struct frontier *frontier, uint32_t state)
{
    if (frontier->count == frontier->room) {
        frontier->room = frontier->room > 0 ? 2 * frontier->room : 4;
        uint32_t *more = arena_alloc(learner->arena, frontier->room * sizeof *more);
        if (frontier->count > 0) memcpy(more, frontier->candidate, frontier->count * sizeof *more);
        frontier->candidate = more;
    }
    frontier->candidate[frontier->count++] = state;
}

static void add_frontier(struct learner *learner, uint32_t node)
{
    if (learner->frontiers == learner->frontier_room) {
        learner->frontier_room = learner->frontier_room > 0 ? 2 * learner->frontier_room : 64;
        learner->frontier = must_realloc(learner->frontier, learner->frontier_room * sizeof *learner->frontier);
    }
    struct frontier *made = &learner->frontier[learner->frontiers++];
    *made = (struct frontier){ .node = node };
    for (uint32_t state = 0; state < learner->states; state++) add_candidate(learner, made, state);
}

/* A node that is apart from all states is a state; all inputs are tried there. */
static void promote(struct learner *learner, uint32_t node)
{
    if (learner->states == learner->most) {
        learner->result.status = LEARN_TOO_MUCH;
        return;
    }
    learner->basis = must_realloc(learner->basis, (learner->states + 1) * sizeof *learner->basis);
    learner->basis[learner->states] = node;
    for (size_t i = 0; i < learner->frontiers; i++) add_candidate(learner, &learner->frontier[i], learner->states);
    learner->states++;
    for (uint16_t input = 0; input < learner->system->inputs && going(learner); input++) {
        ask_behind(learner, node, &input, 1);
        if (going(learner)) add_frontier(learner, seen_at(&learner->tree, node, &input, 1));
    }
}

static void drop(struct learner *learner, struct frontier *frontier)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < frontier->count; i++) {
        uint32_t state = frontier->candidate[i];
        if (!seen_apart(&learner->tree, frontier->node, learner->basis[state])) frontier->candidate[kept++] = state;
    }
    frontier->count = kept;
}

/* Asks until at most one state is left that the node can be. */
static void identify_node(struct learner *learner, struct frontier *frontier)
{
    static uint16_t word[FSM_WORD];
    drop(learner, frontier);
    while (frontier->count > 1 && going(learner)) {
        uint32_t a = learner->basis[frontier->candidate[0]], b = learner->basis[frontier->candidate[1]];
        size_t length = seen_witness(&learner->tree, a, b, word);
        ask_behind(learner, frontier->node, word, length);
        drop(learner, frontier);
    }
}

/* Goes on until every node behind the basis is one state and no more. */
static void settle(struct learner *learner)
{
    for (size_t i = 0; i < learner->frontiers && going(learner); i++) {
        identify_node(learner, &learner->frontier[i]);
        if (learner->frontier[i].count > 0) continue;
        uint32_t node = learner->frontier[i].node;
        learner->frontier[i] = learner->frontier[--learner->frontiers];
        promote(learner, node);
        i = SIZE_MAX; /* all of them may be the new state: from the beginning */
    }
}

/* --- hypotheses --- */

/* Which state of the basis a node is, 1 + its index; 0 for none. */
static void mark_basis(struct learner *learner)
{
    learner->state_of = must_realloc(learner->state_of, learner->tree.count * sizeof *learner->state_of);
    memset(learner->state_of, 0, learner->tree.count * sizeof *learner->state_of);
    learner->known_nodes = learner->tree.count;
    for (uint32_t i = 0; i < learner->states; i++) learner->state_of[learner->basis[i]] = i + 1;
}

static void make_hypothesis(struct learner *learner)
{
    const struct seen_tree *tree = &learner->tree;
    uint32_t inputs = tree->inputs, outputs = 0;
    mark_basis(learner);
    fsm_free(learner->hypothesis);
    for (uint32_t cell = 0; cell < learner->states * inputs; cell++) {
        uint32_t output = tree->output[(size_t)learner->basis[cell / inputs] * inputs + cell % inputs];
        if (output >= outputs) outputs = output + 1;
    }
    struct fsm *fsm = learner->hypothesis = fsm_new(learner->states, inputs, outputs);
    for (uint32_t cell = 0; cell < learner->states * inputs; cell++) {
        size_t seen = (size_t)learner->basis[cell / inputs] * inputs + cell % inputs;
        fsm->output[cell] = tree->output[seen];
        uint32_t state = learner->state_of[tree->child[seen]];
        if (state > 0) fsm->next[cell] = state - 1;
    }
    for (size_t i = 0; i < learner->frontiers; i++) {
        uint32_t node = learner->frontier[i].node;
        uint32_t from = learner->state_of[tree->parent[node]] - 1;
        fsm->next[from * inputs + tree->last[node]] = learner->frontier[i].candidate[0];
    }
}

static uint32_t run_hypothesis(const struct learner *learner, const uint16_t *word, size_t length)
{
    uint32_t state = 0;
    for (size_t i = 0; i < length; i++) state = fsm_next(learner->hypothesis, state, word[i]);
    return state;
}

/* How much of a word leads to the first node behind the basis; all of it if there is none on the way. */
static size_t frontier_prefix(const struct learner *learner, const uint16_t *word, size_t length)
{
    uint32_t node = 0;
    for (size_t i = 0; i < length; i++) {
        if (node >= learner->known_nodes || learner->state_of[node] == 0) return i;
        node = seen_at(&learner->tree, node, &word[i], 1);
    }
    return length;
}

/* The word leads the hypothesis to a state that is apart from what was seen behind it.  Asks until that is so of a node
 * next to the basis, halving what lies between. */
static void process(struct learner *learner, uint16_t *word, size_t length)
{
    static uint16_t witness[FSM_WORD], probe[FSM_WORD], access[FSM_WORD];
    while (going(learner)) {
        uint32_t node = seen_at(&learner->tree, 0, word, length);
        uint32_t state = learner->basis[run_hypothesis(learner, word, length)];
        size_t near = frontier_prefix(learner, word, length);
        size_t more = seen_witness(&learner->tree, node, state, witness);
        if (near >= length || more == 0) return;
        size_t half = (near + length) / 2;
        uint32_t middle = learner->basis[run_hypothesis(learner, word, half)];
        size_t prefix = seen_word(&learner->tree, middle, access), rest = length - half;
        if (prefix + rest + more > FSM_WORD) {
            learner->result.status = LEARN_TOO_MUCH;
            return;
        }
        memcpy(probe, access, prefix * sizeof *probe);
        memcpy(probe + prefix, word + half, rest * sizeof *probe);
        memcpy(probe + prefix + rest, witness, more * sizeof *probe);
        ask(learner, probe, prefix + rest + more);
        if (seen_apart(&learner->tree, seen_at(&learner->tree, 0, word, half), middle)) {
            length = half;
        } else {
            memcpy(word, probe, (prefix + rest) * sizeof *word);
            length = prefix + rest;
        }
    }
}

/* Does what was seen along the word contradict the hypothesis?  If so the contradiction is worked off. */
static bool contradicts(struct learner *learner, const uint16_t *word, size_t length)
{
    static uint16_t prefix[FSM_WORD];
    const struct seen_tree *tree = &learner->tree;
    uint32_t node = 0, state = 0;
    bool differs = false;
    for (size_t i = 0; i < length && !differs; i++) {
        size_t cell = (size_t)node * tree->inputs + word[i];
        differs = tree->output[cell] != fsm_output(learner->hypothesis, state, word[i]);
        node = tree->child[cell];
        state = fsm_next(learner->hypothesis, state, word[i]);
    }
    if (!differs) return false;
    for (size_t i = 1; i <= length; i++) {
        uint32_t real = learner->basis[run_hypothesis(learner, word, i)];
        if (!seen_apart(tree, seen_at(tree, 0, word, i), real)) continue;
        memcpy(prefix, word, i * sizeof *prefix);
        process(learner, prefix, i);
        break;
    }
    return true;
}

/* The tests of a suite in a row. */
struct listed {
    uint16_t *inputs;
    size_t *end; /* [test]: behind its last input */
    size_t tests, length;
};

static bool list_test(void *context, const uint16_t *word, size_t length)
{
    struct listed *listed = context;
    memcpy(listed->inputs + listed->length, word, length * sizeof *word);
    listed->length += length;
    listed->end[listed->tests++] = listed->length;
    return true;
}

/* The tests in the order in which they are tried. */
struct trying {
    struct learner *learner;
    const struct listed *listed;
    size_t stride, next;
};

static bool next_test(void *of, const uint16_t **word, size_t *length)
{
    struct trying *trying = of;
    const struct listed *listed = trying->listed;
    if (trying->next == listed->tests) return false;
    const size_t at = trying->next++ * trying->stride % listed->tests, begin = at > 0 ? listed->end[at - 1] : 0;
    *word = listed->inputs + begin;
    *length = listed->end[at] - begin;
    return true;
}

/* ... of which some are known.  None of them becomes known by the others, as none begins another one. */
static bool next_to_ask(void *of, const uint16_t **word, size_t *length)
{
    const struct trying *trying = of;
    while (next_test(of, word, length)) {
        if (seen_at(&trying->learner->tree, 0, *word, *length) == 0) return true;
    }
    return false;
}

static void foretell(const struct learner *learner, learn_words *words, void *of)
{
    if (learner->system->foretell != NULL) learner->system->foretell(learner->system->context, words, of);
}

/* Tests that stand together begin alike and find alike, so they are tried far apart: a prime is no divisor of their
 * number, or all of them are few.  True if one contradicts the hypothesis. */
static bool try_tests(struct learner *learner, const struct tests *tests)
{
    enum { STRIDE = 7919 };
    const struct suite_size size = suite_size(tests);
    struct listed listed = { .inputs = must_realloc(NULL, size.steps * sizeof *listed.inputs),
                             .end = must_realloc(NULL, size.tests * sizeof *listed.end) };
    tests_each(tests, list_test, &listed);
    bool contradicted = false;
    size_t stride = listed.tests % STRIDE == 0 ? 1 : STRIDE;
    struct trying now = { learner, &listed, stride, 0 }, ahead = now;
    const uint16_t *word;
    size_t length;
    foretell(learner, next_to_ask, &ahead);
    while (going(learner) && !contradicted && next_test(&now, &word, &length)) {
        ask(learner, word, length);
        contradicted = going(learner) && contradicts(learner, word, length);
    }
    foretell(learner, NULL, NULL);
    free(listed.inputs);
    free(listed.end);
    return contradicted;
}

/* Are there few words behind the access words? */
static bool is_cheap(const struct fsm *fsm, unsigned extra)
{
    uint64_t words = fsm->states;
    for (unsigned i = 0; i <= extra && words <= LEARN_CHEAP; i++) words *= fsm->inputs;
    return words <= LEARN_CHEAP && (fsm->inputs > 1 || extra < LEARN_CHEAP / fsm->states);
}

/* Is the hypothesis all there is, as far as a suite can tell?  The smaller suites, which mostly refute it, come first. */
static bool try_hypothesis(struct learner *learner, unsigned extra)
{
    struct fsm *minimal = fsm_minimal(learner->hypothesis);
    bool contradicted = false;
    for (unsigned more = 0; more <= extra || is_cheap(minimal, more); more++) {
        if (!going(learner) || contradicted) break;
        learner->result.extra = more;
        struct tests tests;
        if (suite_make(minimal, SUITE_HSI, more, &tests)) {
            learner->result.tests = suite_size(&tests).tests;
            contradicted = try_tests(learner, &tests);
            tests_free(&tests);
        } else {
            learner->result.status = LEARN_TOO_MUCH;
        }
    }
    fsm_free(minimal);
    return !contradicted;
}

struct learn_result learn(const struct learn_system *system, unsigned extra, uint32_t most)
{
    struct learner learner = { .system = system, .arena = arena_new(), .tree = seen_new(system->inputs), .most = most };
    learner.outputs = must_realloc(NULL, FSM_WORD * sizeof *learner.outputs);
    promote(&learner, 0);
    for (bool found = false; going(&learner) && !found;) {
        settle(&learner);
        if (!going(&learner)) break;
        make_hypothesis(&learner);
        learner.result.rounds++;
        if (system->tell != NULL) system->tell(system->context, learner.states, learner.result.asked);
        found = try_hypothesis(&learner, extra);
    }
    if (going(&learner)) learner.result.fsm = fsm_minimal(learner.hypothesis);
    learner.result.nodes = learner.tree.count;
    arena_free(learner.arena);
    free(learner.frontier);
    free(learner.basis);
    free(learner.state_of);
    free(learner.outputs);
    fsm_free(learner.hypothesis);
    seen_free(&learner.tree);
    return learner.result;
}
