/*
 * Sequences in processes of their own: see trial.h.
 */
#include "trial.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cast.h"

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

void trial_start(struct trial *trial, const struct test_case *test, run_session_body body, void *context)
{
    trial->early = (struct exec_result){ 0 };
    trial->fd = -1;
    trial->child = 0;
    trial->count++;
    evidence_clear(trial->evidence);
    if (!run_session_ready(&trial->session, &trial->early.outcome)) return;
    fflush(NULL);
    trial->child = fork();
    if (trial->child == 0) in_child(trial, test, body, context);
    if (trial->child > 0) return;
    trial->child = 0;
    outcome_set(&trial->early.outcome, VERDICT_ERROR, 0, "no process for it: %s", strerror(errno));
}

/* What was in a process of its own is in none any more, whatever it made of what lives in there. */
static void settle(struct trial *trial, const struct test_case *test, struct exec_result *result)
{
    evidence_result(trial->evidence, test, result);
    if (result->outcome.blame[0] == IM_RULE_NONE) result->outcome.blames = 0;
    if (result->outcome.session_lost && !trial->session.adapter->in_process) run_session_lose(&trial->session);
    run_session_settle(&trial->session, test, &result->outcome);
}

void trial_end(struct trial *trial, const struct test_case *test, struct exec_result *result)
{
    *result = trial->early;
    if (trial->child == 0) return;
    while (waitpid(trial->child, NULL, 0) < 0 && errno == EINTR) continue;
    if (trial->fd >= 0) close(trial->fd);
    trial->fd = -1;
    trial->child = 0;
    settle(trial, test, result);
}

size_t trial_wait(struct trial *const *trials, size_t count)
{
    struct pollfd fds[LIMIT_JOBS];
    for (size_t i = 0; i < count; i++) {
        if (trials[i]->child == 0) return i;
        if (trials[i]->fd < 0) trials[i]->fd = (int)syscall(SYS_pidfd_open, trials[i]->child, 0);
        if (trials[i]->fd < 0) return i; /* an old kernel: whoever is first is waited for */
        fds[i] = (struct pollfd){ .fd = trials[i]->fd, .events = POLLIN };
    }
    while (poll(fds, count, -1) < 0 && errno == EINTR) continue;
    size_t first = 0;
    while (first + 1 < count && fds[first].revents == 0) first++;
    return first;
}

void trial_do(struct trial *trial, const struct test_case *test, run_session_body body, void *context,
              struct exec_result *result)
{
    trial_start(trial, test, body, context);
    trial_end(trial, test, result);
}

void trial_case(struct trial *trial, const struct test_case *test, struct exec_result *result)
{
    trial_do(trial, test, NULL, NULL, result);
}

struct look {
    const struct test_case *tests;
    size_t count;
    trial_wanted wanted;
    void *context;
    volatile size_t *at; /* shared: of the case that is run */
};

/* In the child. */
static void look_on(void *context, const struct exec *given, const struct test_case *test, struct exec_result *result)
{
    const struct look *look = context;
    struct exec exec = *given;
    char reason[LIMIT_REASON];
    (void)test;
    result->outcome.verdict = VERDICT_PASS;
    for (size_t i = 0; i < look->count; i++) {
        struct exec_result one = { 0 };
        *look->at = i;
        if (i > 0 && exec.adapter->reset(exec.session, cast_wanted(), &exec.people, reason) != ADAPTER_OK) return;
        exec_case(&exec, &look->tests[i], &one);
        if (look->wanted(look->context, &one.outcome)) return;
    }
    *look->at = look->count;
}

static size_t look_one_by_one(struct trial *trial, const struct look *look)
{
    size_t at = 0;
    for (; at < look->count; at++) {
        struct exec_result result;
        trial_case(trial, &look->tests[at], &result);
        if (look->wanted(look->context, &result.outcome)) break;
    }
    return at;
}

size_t trial_look(struct trial *trial, const struct test_case *tests, size_t count, trial_wanted wanted, void *context)
{
    struct look look = { .tests = tests, .count = count, .wanted = wanted, .context = context };
    void *shared = MAP_FAILED;
    if (count > 0 && trial->session.adapter->in_process)
        shared = mmap(NULL, sizeof *look.at, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) return look_one_by_one(trial, &look);
    struct exec_result result;
    look.at = shared;
    trial_do(trial, &tests[0], look_on, &look, &result);
    const size_t at = *look.at;
    munmap(shared, sizeof *look.at);
    return at;
}

bool trial_another(struct trial *trial, const struct trial *first, const struct run_options *options)
{
    char unused[LIMIT_REASON];
    *trial = (struct trial){ .grace_ms = first->grace_ms, .step_ms = first->step_ms };
    trial->shares = first->session.adapter->in_process;
    if (trial->shares) trial->session = first->session;
    return trial->shares || run_session_open(&trial->session, options, unused);
}

bool trial_close(struct trial *trial, char reason[LIMIT_REASON])
{
    bool proper = trial->shares || run_session_close(&trial->session, reason);
    evidence_free(trial->evidence, 1);
    trial->evidence = NULL;
    return proper;
}
