/*
 * Cases that run at the same time: each in a child process of its own, which is killed at its time limit.  Results come
 * in the order of the cases, and they are those that one case after the other would have had: only the answers that are
 * compared over the whole run go from case to case, and a case that began too early for one of them is run again.
 * Internal to the runner.
 */
#ifndef IMCONFORM_RUN_POOL_H
#define IMCONFORM_RUN_POOL_H

#include "evidence.h"
#include "run_session.h"

/* All of it is borrowed. */
struct run_pool_plan {
    const struct run_options *options;
    const struct test_case *const *cases;
    const bool *left_out; /* by case: it is not run here */
    size_t count;
    struct run_session *sessions; /* one that all children share if it is in process, else one for each job */
    unsigned jobs;                /* cases that keep a processor busy at the same time */
    bool isolated;                /* false: every case runs in this process, one after the other */
};

/* What became of a case; `steps` lives until the next one is taken. */
struct run_ended {
    struct exec_result result;
    const char *steps; /* as evidence_steps */
    ics_set used;
    long duration_us;
};

struct run_pool;

/* NULL with a reason if there is no memory. */
struct run_pool *run_pool_new(const struct run_pool_plan *plan, char reason[LIMIT_REASON]);
/* Waits until a case has ended, and runs those behind it meanwhile.  Every case that is not left out is taken once, in
 * their order. */
void run_pool_take(struct run_pool *pool, size_t at, struct run_ended *ended);
/* Kills what still runs.  NULL is allowed. */
void run_pool_free(struct run_pool *pool);

#endif
