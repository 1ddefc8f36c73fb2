/*
 * Shrinking: a failing sequence becomes minimal for the same failure, tried on the implementation itself.
 *
 * A failure is the same if the same rule is named first for it and it came in the same manner (a wrong answer, a crash, a
 * hang, a missing capability; in a step, or at the end).  The order of work:
 *  1. What stands behind the failing step is cut off, and the rest is repeated: if it does not fail each time in the same
 *     way, it is unsteady, and that is all that is said.  What fails only when all references are given up at the end is
 *     given the steps that release them.
 *  2. Steps are dropped: halves, quarters, ... single ones, again and again until none can go (delta debugging; Zeller and
 *     Hildebrandt, 2002); then any two at once, then any one while another one speaks of somebody else.  A step that names
 *     an object takes the steps along that speak of it, or leaves them to another name.
 *  3. Arguments are made simpler, the simplest first (simpler.h), in one step or wherever the same stands.
 *  4. Where no part of it can go any more, it may still not be the shortest: one step is put in the place of any two
 *     (instead.h), then sequences are made afresh of what it is made of (afresh.h).
 * After each success it goes on with 2.  No sequence is tried twice.
 * It ends when a whole round of 2, 3 and 4 has changed nothing: that round is the proof that the result is minimal, and
 * the sequences that it looked at are counted.  Single steps and arguments are tried in a process for each; what is many
 * and unlikely, a few in one, and again alone if it fails.  Of each kind of these there are 8000 at the most, 400 on an
 * implementation outside of this process, and none for more than 12 steps.
 */
#ifndef IMCONFORM_SHRINK_H
#define IMCONFORM_SHRINK_H

#include "trial.h"

enum shrink_result {
    SHRINK_MINIMAL,  /* no step can be dropped and no argument made simpler, and nothing shorter was found near it */
    SHRINK_UNSTEADY, /* it fails, but not each time, or not in the same way */
    SHRINK_PASSES    /* it does not fail */
};

struct shrunk {
    struct test_case test; /* in the arena that was given; bare steps, without what a case would expect of them */
    struct outcome outcome;
    size_t from, tries, proof; /* steps before, sequences tried in all, and looked at in the last round */
    unsigned repeated, failed; /* how often it was repeated before, and failed in the same way */
};

/* Shrinks a case that fails on the trial's implementation.  With rules in it, those are named first, as in a run. */
enum shrink_result shrink(struct trial *trial, const struct test_case *test, struct arena *arena,
                          struct shrunk *shrunk);

/* Are they failures of the same rule in the same manner? */
bool same_failure(const struct outcome *a, const struct outcome *b);

#endif
