/*
 * The methods: see suite.h.
 *
 * W    Vasilevskii 1973, Chow 1978: every word of up to extra + 1 inputs behind each state's access word, each followed
 *      by all of W.
 * Wp   Fujiwara et al. 1991: words of up to `extra` inputs followed by W, the longest ones by the identifier of the state
 *      that they lead to.
 * HSI  Petrenko, Yevtushenko et al. 1993: every word is followed by the harmonised identifier of the state it leads to.
 * H    Dorofeeva, El-Fakih, Yevtushenko 2005: words are told apart pair by pair, and only where no two tests do it
 *      already: each access word from each other and from every word, and every two words of one chain of inputs.
 */
#include "suite.h"

#include <stdlib.h>

const char *const suite_method_names[SUITE_METHODS] = { "w", "wp", "hsi", "h" };

struct making {
    const struct fsm *fsm;
    const struct identifiers *ids;
    enum suite_method method;
    unsigned extra;
    struct tests *tests;
    uint32_t *access; /* [state]: the node of its access word */
    bool *whole;      /* [state]: all of its identifier stands behind that node */
    uint32_t *chain;  /* nodes and states from the access word to the present one */
    uint32_t *chain_state;
    const struct fsm_cover *cover;
};

static bool too_many(const struct making *making) { return making->tests->count > SUITE_NODES; }

/* The words behind the access words alone may be more than there is room for. */
static bool hopeless(const struct fsm *fsm, unsigned extra)
{
    uint64_t words = fsm->states;
    for (unsigned i = 0; i <= extra && words <= SUITE_NODES; i++) words *= fsm->inputs;
    return words > SUITE_NODES;
}

/* --- W, Wp and HSI: what follows a word depends on its length and on where it leads --- */

static void follow(const struct making *making, uint32_t node, uint32_t state, unsigned length)
{
    bool whole = making->method == SUITE_W || (making->method == SUITE_WP && length <= making->extra);
    const struct identity *words = whole ? making->ids->all : making->ids->of[state];
    uint32_t count = whole ? making->ids->all_count : making->ids->count[state];
    for (uint32_t i = 0; i < count; i++) tests_add(making->tests, node, words[i].word, words[i].length);
}

/* --- H --- */

enum { LOOKED_AT = 400 }; /* nodes that a search for two tests may look at: past this a new one is cheaper */

static bool has_word(const struct tests *tests, uint32_t node, const struct identity *word)
{
    for (uint32_t i = 0; i < word->length; i++) {
        node = tests_child(tests, node, word->word[i]);
        if (node == 0) return false;
    }
    return true;
}

/* Do two tests behind these nodes tell the states apart already? */
static bool told_apart(const struct making *making, uint32_t a, uint32_t p, uint32_t b, uint32_t q, int *left)
{
    const struct tests *tests = making->tests;
    for (uint32_t child = tests->node[a].child; child != 0; child = tests->node[child].sibling) {
        if (--*left < 0) return false;
        uint32_t input = tests->node[child].input, other = tests_child(tests, b, input);
        if (other == 0) continue;
        if (fsm_output(making->fsm, p, input) != fsm_output(making->fsm, q, input)) return true;
        uint32_t next_p = fsm_next(making->fsm, p, input), next_q = fsm_next(making->fsm, q, input);
        if (next_p != next_q && told_apart(making, child, next_p, other, next_q, left)) return true;
    }
    return false;
}

/* True if that took another test. */
static bool tell_apart(const struct making *making, uint32_t a, uint32_t p, uint32_t b, uint32_t q)
{
    if (p == q) return false;
    const struct identity word = identify_pair(making->fsm, making->ids, p, q);
    if (has_word(making->tests, a, &word) && has_word(making->tests, b, &word)) return false;
    int left = LOOKED_AT;
    if (told_apart(making, a, p, b, q, &left)) return false;
    tests_add(making->tests, a, word.word, word.length);
    tests_add(making->tests, b, word.word, word.length);
    return true;
}

/* Does the whole identifier of the state stand behind the node?  Two of which that is so are told apart. */
static bool has_identifier(const struct making *making, uint32_t node, uint32_t state)
{
    for (uint32_t i = 0; i < making->ids->count[state]; i++) {
        if (!has_word(making->tests, node, &making->ids->of[state][i])) return false;
    }
    return true;
}

/* The last word of the chain against all access words and against the others of the chain. */
static void tell_from_all(const struct making *making, unsigned length)
{
    uint32_t node = making->chain[length], state = making->chain_state[length];
    bool whole = has_identifier(making, node, state);
    for (uint32_t i = 0; i < making->cover->count; i++) {
        uint32_t other = making->cover->order[i];
        if (whole && making->whole[other]) continue;
        if (tell_apart(making, node, state, making->access[other], other)) whole = has_identifier(making, node, state);
    }
    if (length == 0) making->whole[state] = whole;
    for (unsigned i = 1; i < length; i++) tell_apart(making, node, state, making->chain[i], making->chain_state[i]);
}

/* --- all words of up to extra + 1 inputs behind an access word --- */

/* First all words are put into the tree, then what has to follow them: the access words come first, since all others are
 * told from them. */
enum stage { WORDS, BEHIND_ACCESS, BEHIND_ALL };

static void traverse(const struct making *making, unsigned length, enum stage stage)
{
    if (too_many(making)) return;
    uint32_t node = making->chain[length], state = making->chain_state[length];
    if (stage != WORDS) {
        if (making->method == SUITE_H) {
            tell_from_all(making, length);
        } else {
            follow(making, node, state, length);
        }
    }
    if (length == making->extra + 1 || stage == BEHIND_ACCESS) return;
    for (uint32_t input = 0; input < making->fsm->inputs; input++) {
        making->chain[length + 1] = tests_extend(making->tests, node, input);
        making->chain_state[length + 1] = fsm_next(making->fsm, state, input);
        traverse(making, length + 1, stage);
    }
}

static void make_access(struct making *making)
{
    for (uint32_t i = 1; i < making->cover->count; i++) {
        uint32_t state = making->cover->order[i], parent = making->access[making->cover->parent[state]];
        making->access[state] = tests_extend(making->tests, parent, making->cover->input[state]);
    }
}

bool suite_make(const struct fsm *fsm, enum suite_method method, unsigned extra, struct tests *tests)
{
    *tests = (struct tests){ 0 };
    if (hopeless(fsm, extra)) return false;
    struct arena *arena = arena_new();
    const struct fsm_levels levels = fsm_levels(fsm, arena);
    const struct fsm_cover cover = fsm_cover(fsm, arena);
    const struct identifiers ids = identify(fsm, &levels, arena);
    *tests = tests_new();
    struct making making = {
        .fsm = fsm, .ids = &ids, .method = method, .extra = extra, .tests = tests, .cover = &cover
    };
    making.access = arena_alloc(arena, fsm->states * sizeof *making.access);
    making.whole = arena_alloc(arena, fsm->states * sizeof *making.whole);
    making.chain = arena_alloc(arena, (extra + 2) * sizeof *making.chain);
    making.chain_state = arena_alloc(arena, (extra + 2) * sizeof *making.chain_state);
    make_access(&making);
    for (int stage = WORDS; stage <= BEHIND_ALL; stage++) {
        for (uint32_t i = 0; i < cover.count && !too_many(&making); i++) {
            making.chain[0] = making.access[cover.order[i]];
            making.chain_state[0] = cover.order[i];
            traverse(&making, 0, (enum stage)stage);
        }
    }
    bool good = !too_many(&making);
    if (!good) tests_free(tests);
    arena_free(arena);
    return good;
}
