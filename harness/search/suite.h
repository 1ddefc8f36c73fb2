/*
 * Complete test suites of a machine: sets of input words that every wrong implementation with a bounded number of states
 * fails.  Knows machines; nothing of messengers or files.
 *
 * The state identifiers come from one splitting tree: a block of states is parted by a word that is made as long as it
 * goes on telling states apart, and each state keeps the shortest prefix that tells it from all that the word can.  W is
 * the set of the whole words, so the tests of H are among those of HSI, these among those of Wp, and these among W's:
 * none of them can have more tests or steps than the next.
 */
#ifndef IMCONFORM_SUITE_H
#define IMCONFORM_SUITE_H

#include "fsm.h"

/* --- words as a tree --- */

/* Each path from the root (node 0) to a leaf is one test, so no test is the beginning of another one and none comes
 * twice. */
struct tests {
    struct tests_node {
        uint32_t child, sibling; /* 0: none */
        uint16_t input;
    } * node;
    uint32_t count, room;
};
struct tests tests_new(void);
void tests_free(struct tests *tests);
/* The child of a node by an input, 0: there is none. */
uint32_t tests_child(const struct tests *tests, uint32_t node, uint32_t input);
/* The same, made if it is not there. */
uint32_t tests_extend(struct tests *tests, uint32_t node, uint32_t input);
uint32_t tests_add(struct tests *tests, uint32_t node, const uint16_t *word, size_t length);
/* Calls `each` for every test, in the order of inputs as they were added; false from `each` ends it. */
void tests_each(const struct tests *tests, bool (*each)(void *context, const uint16_t *word, size_t length),
                void *context);

/* --- state identifiers --- */

/* A word, or the beginning of one. */
struct identity {
    const uint16_t *word;
    uint32_t length;
};
/* For every state the words that tell it from all others.  Two states share their first words up to the one that parts
 * them, so the sets are harmonised. */
struct identifiers {
    struct identity **of; /* [state][count[state]] */
    uint32_t *count;
    struct identity *all; /* the whole words: the characterising set W */
    uint32_t all_count;
};
/* Of a minimal machine; lives in the arena. */
struct identifiers identify(const struct fsm *fsm, const struct fsm_levels *levels, struct arena *arena);
/* The word of both identifiers that tells two states apart, cut behind the first difference. */
struct identity identify_pair(const struct fsm *fsm, const struct identifiers *ids, uint32_t a, uint32_t b);

/* --- suites --- */

enum suite_method { SUITE_W, SUITE_WP, SUITE_HSI, SUITE_H, SUITE_METHODS };
extern const char *const suite_method_names[SUITE_METHODS]; /* "w", ... */

struct suite_size {
    uint64_t tests, steps;
    uint32_t longest;
};

enum { SUITE_NODES = 64 * 1000 * 1000 }; /* steps of a tree that fit into memory: about 800 MB */

/* The tests of a machine that is minimal, for implementations of up to `extra` more states.  False: there would be more
 * than SUITE_NODES steps.  The caller frees the tests. */
bool suite_make(const struct fsm *fsm, enum suite_method method, unsigned extra, struct tests *tests);
struct suite_size suite_size(const struct tests *tests);

#endif
