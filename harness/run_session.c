/*
 * The implementation during a run: see run_session.h.
 */
#include "run_session.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cast.h"

const struct iut_identity *run_session_iut(const struct run_session *session)
{
    return session->adapter->identity(session->session);
}

static bool open_now(struct run_session *session, char reason[LIMIT_REASON])
{
    enum adapter_result result = session->adapter->open(session->rest, &session->options, &session->session, reason);
    session->lost = result != ADAPTER_OK;
    session->fresh = false;
    return result == ADAPTER_OK;
}

/* What lives in this process may take it down: the first time it is tried out in a child. */
static bool try_out(struct run_session *session, char reason[LIMIT_REASON])
{
    fflush(NULL);
    pid_t child = fork();
    if (child < 0) return true;
    if (child == 0) {
        const struct people *answered = NULL;
        char why[LIMIT_REASON] = "";
        alarm(session->options.step_ms / 1000 + 1);
        if (!open_now(session, why)) _exit(0); /* said again, and better, by the parent */
        session->adapter->reset(session->session, cast_wanted(), &answered, why);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFSIGNALED(status)) return true;
    if (WTERMSIG(status) == SIGALRM) {
        snprintf(reason, LIMIT_REASON, "it could be loaded, but did not come back from its first reset");
    } else {
        snprintf(reason, LIMIT_REASON, "it crashed while it was loaded and reset: signal %d (%s)", WTERMSIG(status),
                 strsignal(WTERMSIG(status)));
    }
    return false;
}

static enum adapter_result set_back(struct run_session *session, char reason[LIMIT_REASON])
{
    enum adapter_result result = session->adapter->reset(session->session, cast_wanted(), &session->people, reason);
    session->fresh = result == ADAPTER_OK;
    return result;
}

bool run_session_open(struct run_session *session, const struct run_options *options, char reason[LIMIT_REASON])
{
    *session = (struct run_session){ .profile = im_profile_find(options->profile) };
    session->adapter = registry_find(options->locator, &session->rest);
    if (session->adapter == NULL) {
        registry_refuse(options->locator, reason);
        return false;
    }
    session->options = (struct adapter_options){ .step_ms = options->step_ms,
                                                 .start_ms = options->start_ms,
                                                 .allow_remote = options->allow_remote,
                                                 .profile = options->profile };
    session->arena = arena_new();
    session->options.stderr_path = arena_printf(session->arena, "%s/stderr.txt", options->out);
    char why[LIMIT_REASON] = "";
    bool good = (!session->adapter->in_process || try_out(session, why)) && open_now(session, why) &&
                set_back(session, why) == ADAPTER_OK;
    if (!good) snprintf(reason, LIMIT_REASON, "%.200s: %.250s", options->locator, why);
    return good;
}

unsigned run_session_jobs(const struct run_session *session, unsigned wanted)
{
    return adapter_jobs(session->adapter, wanted);
}

bool run_session_ready(struct run_session *session, struct outcome *outcome)
{
    char reason[LIMIT_REASON] = "";
    if (!session->lost && session->session != NULL) return true;
    if (session->session != NULL) session->adapter->close(session->session, reason);
    session->session = NULL;
    if (!open_now(session, reason)) {
        outcome_set(outcome, VERDICT_ERROR, 0, "the IUT could not be started again: %.300s", reason);
        outcome->session_lost = outcome->hung = true;
        return false;
    }
    if (session->adapter->in_process || set_back(session, reason) == ADAPTER_OK) return true;
    outcome_set(outcome, VERDICT_FAIL, 0, "reset: %.400s", reason);
    outcome->session_lost = true;
    return false;
}

void run_session_settle(struct run_session *session, const struct test_case *test, struct outcome *outcome)
{
    char reason[LIMIT_REASON] = "";
    if (session->adapter->in_process || session->lost || session->session == NULL) return;
    if (set_back(session, reason) == ADAPTER_OK) return;
    session->lost = true;
    if (outcome->verdict == VERDICT_FAIL || outcome->verdict == VERDICT_ERROR) return;
    outcome_set(outcome, VERDICT_FAIL, 0, "reset after the case: %.400s", reason);
    outcome->blame[0] = (uint8_t)test->rules[0];
    outcome->blames = 1;
}

void run_session_do(struct run_session *session, const struct test_case *test, struct exec_watch watch,
                    unsigned grace_ms, run_session_body body, void *context, struct exec_result *result)
{
    char reason[LIMIT_REASON] = "";
    const bool in_process = session->adapter->in_process;
    if (in_process && !session->fresh && set_back(session, reason) != ADAPTER_OK) {
        outcome_set(&result->outcome, VERDICT_FAIL, 0, "reset: %.400s", reason);
        result->outcome.blame[0] = (uint8_t)test->rules[0];
        result->outcome.blames = 1;
        return;
    }
    session->fresh = false;
    const struct exec exec = { .adapter = session->adapter,
                               .session = session->session,
                               .people = session->people,
                               .profile = session->profile,
                               .agreement = session->agreement,
                               .grace_ms = grace_ms,
                               .watch = watch };
    if (body != NULL)
        body(context, &exec, test, result);
    else
        exec_case(&exec, test, result);
    if (!in_process) return;
    if (watch.ending != NULL) watch.ending(watch.context);
    bool ended = session->adapter->close(session->session, reason);
    session->session = NULL;
    if (ended || result->outcome.verdict != VERDICT_PASS) return;
    outcome_set(&result->outcome, VERDICT_FAIL, 0, "at the end: %.400s", reason);
    result->outcome.blame[0] = (uint8_t)test->rules[0];
    result->outcome.blames = 1;
}

void run_session_case(struct run_session *session, const struct test_case *test, struct exec_watch watch,
                      unsigned grace_ms, struct exec_result *result)
{
    run_session_do(session, test, watch, grace_ms, NULL, NULL, result);
}

void run_session_lose(struct run_session *session) { session->lost = true; }

bool run_session_close(struct run_session *session, char reason[LIMIT_REASON])
{
    bool proper = true;
    reason[0] = '\0';
    if (session->session != NULL) proper = session->adapter->close(session->session, reason) || session->lost;
    session->session = NULL;
    arena_free(session->arena);
    session->arena = NULL;
    return proper;
}
