/*
 * What the two parts of judging several callers at once share: the calls as they were made, and the search over their
 * orders.  Internal to exec_together.c and exec_orders.c.
 */
#ifndef IMCONFORM_EXEC_ORDERS_H
#define IMCONFORM_EXEC_ORDERS_H

#include "exec_taken.h"
#include "linear.h"

enum { NOBODY = LIMIT_TOGETHER };

/* One call: when it was sent and answered, counted together from 1; 0: not at all. */
struct call {
    const struct step *step;
    struct step adapted;
    struct taken taken;
    struct together_told told;
    bool twin;
};

struct together {
    struct run *run;
    struct call call[LIMIT_TOGETHER];
    size_t count;
    uint32_t clock;
    size_t broke;                   /* the call that ended the session, or NOBODY */
    size_t stuck;                   /* a call that speaks of an object that is not there, or NOBODY */
    const char *missing;            /* its name */
    uint32_t after[LIMIT_TOGETHER]; /* by call: the set of those that came before it */
};

/* A state of the search: a world, and which calls opened a window on the way to it. */
struct state {
    struct world world;
    bool opened[LIMIT_TOGETHER];
};

/* The number of the step. */
static inline uint32_t number_of(const struct together *together, size_t index)
{
    return (uint32_t)together->run->at + 1 + (uint32_t)index;
}

/* Which calls came before which: fills `after`. */
void orders_precede(struct together *together);
/* Searches from the state as it is, and if no order explains, from what else it may be.  Where it began; the world of
 * the run is there, too. */
struct state orders_search(struct together *together, struct linear_result *result);
struct state orders_begin(const struct run *run);
/* Judges the call in the world that the run is in.  *twin: it opened a window beside that of a call at the same time. */
bool orders_judge(struct together *together, const struct state *state, size_t index, struct taken *taken, bool *twin);
/* Goes along an order in the search's own way; the world of the run is where it ends. */
struct state orders_follow(struct together *together, const struct state *begin, const struct linear_order *order);
/* The calls that could be next behind an order, by bit. */
uint32_t orders_next(const struct together *together, const struct linear_order *order);
/* "3, 2", by the numbers of the steps. */
const char *orders_words(const struct together *together, const struct linear_order *order);
/* Why each order fails: "3, 2, then 4 breaks REUSE"; ends with NULL. */
const char *const *orders_why(struct together *together, const struct state *begin, const struct linear_result *result);

#endif
