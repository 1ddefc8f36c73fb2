/*
 * A sequence tried on an implementation from its reset, in a process of its own, as often as one likes: for walks and for
 * shrinking.  Short of patience where the caller says so; the verdicts are those of run.
 */
#ifndef IMCONFORM_TRIAL_H
#define IMCONFORM_TRIAL_H

#include "evidence.h"
#include "run_session.h"

struct trial {
    struct run_session session;
    struct evidence *evidence;
    unsigned grace_ms;        /* how long an effect may take to arrive */
    unsigned step_ms;         /* how long a step may take */
    bool recording;           /* the steps are kept as JSON: evidence_steps */
    size_t count;             /* sequences that were tried */
    bool shares;              /* the session is another one's */
    pid_t child;              /* between trial_start and trial_end; 0: none could be started */
    int fd;                   /* becomes readable when it ends; -1: not asked for yet */
    struct exec_result early; /* where there is no child */
};

/* Starts the implementation.  False with a reason: it cannot be started.  Ends with trial_close in either case. */
bool trial_open(struct trial *trial, const struct run_options *options, char reason[LIMIT_REASON]);
/* Is less patient from now on: how long an effect may take in this process and outside of it, and a step in this process,
 * at the most. */
void trial_hurry(struct trial *trial, unsigned inside_ms, unsigned outside_ms, unsigned step_ms);
/* Runs a case.  Whether it applies is the caller's to decide. */
void trial_case(struct trial *trial, const struct test_case *test, struct exec_result *result);
/* The same for somebody who makes up the steps on the way; `test` tells what the result is to be called. */
void trial_do(struct trial *trial, const struct test_case *test, run_session_body body, void *context,
              struct exec_result *result);
/* Runs cases one after the other, in one process if the implementation lives in here: quicker, but what one of them does
 * to it may show in the next, so that this is for looking around.  Ends at the first one that `wanted` is true of, or that
 * takes the process down; returns its index, or `count`. */
typedef bool (*trial_wanted)(void *context, const struct outcome *outcome);
size_t trial_look(struct trial *trial, const struct test_case *tests, size_t count, trial_wanted wanted, void *context);

/* --- several at the same time --- */

/* Makes another one like the first, which stays open longer: it shares an implementation that lives in this process, and
 * starts one more otherwise; false if that cannot be.  It has no evidence of its own: the caller gives it some before it
 * starts, and takes it back.  Ends with trial_close in either case. */
bool trial_another(struct trial *trial, const struct trial *first, const struct run_options *options);
/* The two halves of trial_do: `test` and `context` live in between. */
void trial_start(struct trial *trial, const struct test_case *test, run_session_body body, void *context);
void trial_end(struct trial *trial, const struct test_case *test, struct exec_result *result);
/* Waits until one of those that were started can be ended at once; returns its index.  There are at most LIMIT_JOBS. */
size_t trial_wait(struct trial *const *trials, size_t count);

/* False with a reason if the implementation did not end as the protocol says. */
bool trial_close(struct trial *trial, char reason[LIMIT_REASON]);

#endif
