/*
 * The implementation during a run: opened once, set back after each case, started anew when it was lost.
 * Internal to the runner and to replay.
 */
#ifndef IMCONFORM_RUN_SESSION_H
#define IMCONFORM_RUN_SESSION_H

#include "exec.h"
#include "runner.h"

struct run_session {
    const struct adapter *adapter;
    const char *rest;
    struct adapter_options options;
    struct session *session;
    const struct im_profile *profile;
    const struct people *people; /* as it answered to the last reset */
    struct agreement *agreement; /* what the cases answered so far; borrowed */
    struct arena *arena;
    bool lost;
    bool fresh; /* nothing was done since it was set back */
};

/* Opens it and asks once who is there.  False with a reason: the IUT could not be started. */
bool run_session_open(struct run_session *session, const struct run_options *options, char reason[LIMIT_REASON]);
const struct iut_identity *run_session_iut(const struct run_session *session);
/* How many of them can be used at the same time: see adapter_jobs. */
unsigned run_session_jobs(const struct run_session *session, unsigned wanted);
/* In the parent, before a case: starts it anew if it was lost.  False: it does not come back; the outcome says how. */
bool run_session_ready(struct run_session *session, struct outcome *outcome);
/* In the parent, after a case: sets the IUT back if it lives outside of this process, so that what it still had to say
 * belongs to the case that made it say it.  A failure is that of the case, if it has not failed already. */
void run_session_settle(struct run_session *session, const struct test_case *test, struct outcome *outcome);
/* What is done with an implementation that was just set back, by who makes up the steps on the way. */
typedef void (*run_session_body)(void *context, const struct exec *exec, const struct test_case *test,
                                 struct exec_result *result);
/* In the child: sets back what lives in this process, does that (NULL: runs the case), and ends it.  `result` is empty
 * before. */
void run_session_do(struct run_session *session, const struct test_case *test, struct exec_watch watch,
                    unsigned grace_ms, run_session_body body, void *context, struct exec_result *result);
/* In the child: runs the case. */
void run_session_case(struct run_session *session, const struct test_case *test, struct exec_watch watch,
                      unsigned grace_ms, struct exec_result *result);
/* It is not to be used any more. */
void run_session_lose(struct run_session *session);
/* Ends the IUT.  False with a reason if it did not end as the protocol says; closing twice is allowed. */
bool run_session_close(struct run_session *session, char reason[LIMIT_REASON]);

#endif
