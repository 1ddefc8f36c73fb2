/*
 * Random walks on an implementation: each begins with a reset, is judged by the oracle, and is a case that can be repeated.
 * The same seed gives the same walks on every machine, as long as the implementation answers the same.
 *
 * A walk knows what was seen in those before it, except the WALK_AHEAD - 1 just before: these may be under way at the same
 * time, whether they are or not.  So nothing but the time that it takes depends on the number of jobs.
 *
 * Walks are impatient: they wait little for effects that may arrive late.  What fails is tried again with all the
 * patience that there is before it counts.
 */
#ifndef IMCONFORM_WALK_H
#define IMCONFORM_WALK_H

#include "trial.h"
#include "walk_choice.h"

enum {
    WALK_AHEAD = 8,     /* walks, of which none knows what the others see */
    WALK_FAILURES = 50, /* walks that may fail before the rest is left */
    WALK_KINDS = 16,    /* failures that are told apart */
    WALK_LATE = 3,      /* effects that come too late for an impatient walk before it becomes patient */
};

struct walk_options {
    uint64_t seed;
    uint64_t steps;
    unsigned grace_ms;             /* with patience */
    const struct run_options *run; /* of the trial; `jobs` of it: walks at a time, 0 for the processors */
    enum im_rule until;            /* stops at a failure of that rule, and not for others; IM_RULE_NONE: goes on */
    /* Told of each walk when it ended; may be NULL. */
    void (*each)(void *context, const struct test_case *test, const struct exec_result *result, const char *steps);
    void *context;
};

/* A failure, told apart from others by the rule and the manner: the shortest walk that has it. */
struct walk_failure {
    struct test_case test; /* up to the step that failed */
    struct outcome outcome;
    size_t walks; /* that failed so */
};

struct walk_report {
    struct walk_seen *seen;
    struct coverage_ways *ways; /* as far as they were needed */
    uint64_t steps;
    size_t walks, failed, inconclusive, errors;
    size_t late;                                             /* walks that failed for want of patience */
    size_t unsteady;                                         /* walks that failed and did not when they were repeated */
    char unsteady_reason[LIMIT_REASON], error[LIMIT_REASON]; /* of the first */
    struct walk_failure failures[WALK_KINDS];
    size_t failure_count;
    char shutdown[LIMIT_REASON]; /* how one that was started besides did not end properly, or "" */
    bool stopped;                /* there were too many failures to go on */
    struct arena *arena;
};

/* Walks; the trial is open.  The report ends with walk_free.  False with a reason: no memory. */
bool walk(struct trial *trial, const struct walk_options *options, struct walk_report *report,
          char reason[LIMIT_REASON]);
void walk_free(struct walk_report *report);

#endif
