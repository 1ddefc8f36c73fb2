/*
 * Sequences in processes of their own: see trial.h.
 */
#include "trial.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool trial_open(struct trial *trial, const struct run_options *options, char reason[LIMIT_REASON])
{
    *trial = (struct trial){ .grace_ms = options->grace_ms, .step_ms = options->step_ms };
    trial->evidence = evidence_new(1);
    if (trial->evidence == NULL) {
        snprintf(reason, LIMIT_REASON, "no shared memory: %s", strerror(errno));
        return false;
    }
    return run_session_open(&trial->session, options, reason);
}

void trial_hurry(struct trial *trial, unsigned inside_ms, unsigned outside_ms, unsigned step_ms)
{
    const bool inside = trial->session.adapter->in_process;
    const unsigned most = inside ? inside_ms : outside_ms;
    if (trial->grace_ms > most) trial->grace_ms = most;
    if (inside && trial->step_ms > step_ms) trial->step_ms = step_ms;
}

/* In the child: nothing of what it does to the implementation is seen by the next trial, if that lives in here. */
static void in_child(struct trial *trial, const struct test_case *test, run_session_body body, void *context)
{
    struct exec_result result = { 0 };
    struct exec_watch watch =
        trial->recording ? evidence_watch(trial->evidence) : evidence_watch_briefly(trial->evidence);
    if (trial->session.adapter->in_process) evidence_guard(trial->evidence, trial->step_ms + trial->grace_ms);
    run_session_do(&trial->session, test, watch, trial->grace_ms, body, context, &result);
    evidence_finish(trial->evidence, &result);
    _exit(0);
}

void trial_do(struct trial *trial, const struct test_case *test, run_session_body body, void *context,
              struct exec_result *result)
{
    *result = (struct exec_result){ 0 };
    trial->count++;
    evidence_clear(trial->evidence);
    if (!run_session_ready(&trial->session, &result->outcome)) return;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) in_child(trial, test, body, context);
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    if (child < 0) {
        outcome_set(&result->outcome, VERDICT_ERROR, 0, "no process for it: %s", strerror(errno));
        return;
    }
    evidence_result(trial->evidence, test, result);
    if (result->outcome.blame[0] == IM_RULE_NONE) result->outcome.blames = 0;
    if (result->outcome.session_lost) run_session_lose(&trial->session);
    run_session_settle(&trial->session, test, &result->outcome);
}

void trial_case(struct trial *trial, const struct test_case *test, struct exec_result *result)
{
    trial_do(trial, test, NULL, NULL, result);
}

bool trial_close(struct trial *trial, char reason[LIMIT_REASON])
{
    bool proper = run_session_close(&trial->session, reason);
    evidence_free(trial->evidence, 1);
    trial->evidence = NULL;
    return proper;
}
