/*
 * Which rules a run has shown to be broken: the shortest story that the failed cases have in common, with what went
 * right as evidence against it.  Knows cases only by their results.
 */
#ifndef IMCONFORM_RUN_BLAME_H
#define IMCONFORM_RUN_BLAME_H

#include "exec.h"

/* A failed case. */
struct accusation {
    const char *id; /* borrowed */
    uint8_t manner;
    uint8_t first;   /* enum im_rule that the case itself names first */
    uint8_t culprit; /* enum im_rule that run_blame_culprits found for it */
    struct suspect_set suspects;
};

/* Counts over all cases so far; all zero at the beginning. */
struct run_blame {
    struct accusation *accusations;
    size_t count, room;
    size_t cleared[MANNERS][SUSPECTS]; /* cases that cleared the suspect of going wrong in that manner */
};

/* A broken rule, and how many failed cases it is the likeliest reason of. */
struct culprit {
    enum im_rule rule;
    size_t cases;
};

/* `id` is that of the case; it is borrowed. */
void run_blame_add(struct run_blame *blame, const char *id, const struct exec_result *result);
/* The culprits, the most telling first: the rule that explains most of the failures, and of several that do the one
 * that was cleared by the fewest cases; then the same for the failures that are left.  Each failed case that blames a
 * rule counts for exactly one culprit, and its accusation says which.  Returns how many there are. */
size_t run_blame_culprits(struct run_blame *blame, struct culprit culprits[IM_RULE_COUNT]);
void run_blame_free(struct run_blame *blame);

#endif
