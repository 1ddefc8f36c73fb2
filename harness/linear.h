/*
 * Is there an order in which calls that overlapped could have been made one after the other?  The search of Wing and
 * Gong, depth first over the orders, with a memory of what was left to do in which state.  Knows nothing of calls beyond
 * which must come before which; what a state is and what is allowed in it is the caller's to say.
 */
#ifndef IMCONFORM_LINEAR_H
#define IMCONFORM_LINEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "limits.h"

enum { LINEAR_ENDS = 8, LINEAR_DEAD = 16 }; /* states and dead ends that are kept: more says nothing new */

/* A state is a plain value of state_size bytes, and so is its key: states with equal keys allow the same. */
struct linear_space {
    void *context;
    size_t state_size, key_size;
    /* Makes the call in the state.  True if it is allowed there: *state is the next one, *cost what it is worth, 0 at
     * best.  False: *state may be anything. */
    bool (*take)(void *context, size_t call, void *state, unsigned *cost);
    void (*key)(void *context, const void *state, void *key);
};

/* Calls in an order, by their indices. */
struct linear_order {
    uint8_t call[LIMIT_TOGETHER];
    size_t count;
};

struct linear_result {
    bool explained;
    unsigned cost;            /* of the best order */
    struct linear_order best; /* or, if nothing explains, the first that goes furthest */
    struct linear_order
        ends[LINEAR_ENDS]; /* one order for each state that the calls may have led to; [0] is the best */
    size_t end_count;
    struct linear_order dead[LINEAR_DEAD]; /* where no call could be next; if explained, of no interest */
    size_t dead_count;
    size_t visited; /* states, each with what was left to do */
};

/* `after[i]` is the set of calls, by bit, that must come before call i. */
void linear_search(const struct linear_space *space, const uint32_t *after, size_t count, const void *begin,
                   struct linear_result *result);

#endif
