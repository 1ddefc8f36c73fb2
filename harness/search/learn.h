/*
 * Active automata learning with L# (Vaandrager, Garhewal, Rot, Wissmann: "A New Approach for Active Automata Learning
 * Based on Apartness", TACAS 2022).  Everything that was seen stands in one tree; states are found by being apart, that
 * is by a word on which both were seen to answer differently.  A hypothesis is tried with a complete suite of the kit, so
 * what is learned is right if the system has at most `extra` states more.
 *
 * Knows words and numbers of outputs; nothing of messengers.
 */
#ifndef IMCONFORM_LEARN_H
#define IMCONFORM_LEARN_H

#include "suite.h"

/* Gives one word after the other; false: there are no more. */
typedef bool learn_words(void *of, const uint16_t **word, size_t *length);

/* The system that is learned: answers a word from its initial state with a number for each input.  False: it cannot go
 * on, and the owner knows why. */
struct learn_system {
    uint32_t inputs;
    bool (*ask)(void *context, const uint16_t *word, size_t length, uint32_t *outputs);
    /* May be NULL; told of words that will most likely be asked, in their order, and with NULL that they will not. */
    void (*foretell)(void *context, learn_words *words, void *of);
    /* May be NULL; called after each hypothesis. */
    void (*tell)(void *context, uint32_t states, uint64_t words);
    void *context;
};

enum learn_status {
    LEARN_DONE,
    LEARN_STOPPED,          /* the system cannot go on */
    LEARN_NONDETERMINISTIC, /* see `conflict` */
    LEARN_TOO_MUCH          /* more states, or more tests for them, than there is room for */
};

struct learn_result {
    enum learn_status status;
    struct fsm *fsm; /* what was learned, minimal, without names; the caller frees it; NULL unless LEARN_DONE */
    struct {
        uint16_t *word; /* the caller frees it */
        size_t length;  /* up to the input that was answered in two ways */
        uint32_t before, now;
    } conflict;
    unsigned extra;        /* how many more states the last suite was for: more than was asked where that is cheap */
    uint32_t rounds;       /* hypotheses */
    uint64_t asked, known; /* words that went to the system, and those that the tree could answer */
    uint64_t tests;        /* of the last suite */
    uint64_t nodes;        /* of the tree */
};

/* Learns with the HSI suites of so many extra states, and of more while the suites have at most LEARN_CHEAP tests: a first
 * hypothesis knows little, and what lies two steps away is no state of its own.  Finds at most so many states. */
enum { LEARN_CHEAP = 4096 };
struct learn_result learn(const struct learn_system *system, unsigned extra, uint32_t most);

#endif
