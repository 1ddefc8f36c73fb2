/*
 * Exploration of a machine: every state that can be reached, breadth first, each looked at once.
 * Knows nothing of the machines: neither of the model nor of implementations.
 *
 * Exact: two states are one if their bytes are.  A machine whose states are small numbers is explored on bitmaps, any
 * other one in a hash set that compares whole states.  What is found does not depend on the number of jobs: a level
 * is done before the next one begins, and its states have an order of their own.
 */
#ifndef IMCONFORM_EXPLORE_H
#define IMCONFORM_EXPLORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { EXPLORE_SUCCESSORS = 512, EXPLORE_STATE = 1024 }; /* of one state; bytes of one state */

/*
 * What is explored.  Its functions are called by several threads at once; `context` belongs to the machine.
 */
struct machine {
    const void *context;
    size_t size;     /* bytes of a state, at most EXPLORE_STATE */
    uint64_t codes;  /* states are numbers (uint64_t) below this one; 0: they are `size` bytes that mean nothing here */
    unsigned fanout; /* successors of one state at most, up to EXPLORE_SUCCESSORS */
    void (*start)(const void *context, void *state);
    /* Writes the successors one after the other to `next`, and to `labels`, unless it is NULL, which step led to each;
     * returns how many there are.  *broken is NULL, or the words of the invariant that does not hold in `state`. */
    unsigned (*expand)(const void *context, const void *state, void *next, uint32_t *labels, const char **broken);
    /* A step, and a state, in words. */
    const char *(*step_words)(const void *context, struct arena *arena, const void *state, uint32_t label);
    const char *(*state_words)(const void *context, struct arena *arena, const void *state);
};

/* A sequence of steps from the beginning: a state, and the step that leaves it; the last one has no step. */
struct explore_path {
    size_t length;    /* steps */
    uint8_t *states;  /* length + 1 of them, machine.size bytes each */
    uint32_t *labels; /* length of them */
};

struct explore_options {
    unsigned jobs;   /* threads; at least 1 */
    uint64_t memory; /* bytes that may be used */
    bool graph;      /* states will be asked for by their numbers */
    /* Told before each level; may be NULL. */
    void (*progress)(void *context, unsigned level, uint64_t states);
    void *context;
};

enum explore_result {
    EXPLORE_DONE,      /* every state was looked at */
    EXPLORE_BROKEN,    /* an invariant does not hold: `broken` says which, and `path` is a shortest sequence to it */
    EXPLORE_NO_MEMORY, /* more would be needed than is allowed, or there is: nothing is known of what was not reached */
};

struct explored {
    uint64_t states, transitions;
    unsigned diameter;        /* steps to the state that is farthest from the beginning */
    uint64_t needed;          /* EXPLORE_NO_MEMORY: bytes, at least */
    const char *broken;       /* or NULL */
    struct explore_path path; /* to the first of the farthest states, or to the one that is broken */
    struct explore_store *store;
};

/* Explores the machine, which must outlive what is found; the caller frees that with explored_free. */
enum explore_result explore(const struct machine *machine, const struct explore_options *options,
                            struct explored *found);
void explored_free(struct explored *found);

/* With options.graph: state number `index` in the order of finding, and the number of a state. */
const void *explored_state(const struct explored *found, uint64_t index);
uint64_t explored_index(const struct explored *found, const void *state);

#endif
