/*
 * Cases at the same time, each in a child of its own: see run_pool.h.
 *
 * A slot is a place for one case: shared memory for its evidence and a pipe on which the child tells that it waits ("w")
 * or is done ("d").  What waits does not keep a processor busy, so others are started besides; a slot is free again when
 * its result was taken.  Those that are known to wait are started first.
 *
 * A fork takes the longer the more memory the process has that forks.  So a library's cases are started by a process of
 * their own, the keeper, which stays as small as it was when the first case began; the two share the pool.
 */
#include "run_pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "record.h"

enum {
    SLOTS = 32,   /* those of cases that only wait among them */
    PATIENT = 16, /* cases that are started before their turn */
    TICK_MS = 50, /* how soon it is noticed that a child ended without a word */
};

enum slot_state { SLOT_FREE, SLOT_RUNNING, SLOT_ENDED };

struct slot {
    enum slot_state state;
    size_t at; /* of its case */
    struct evidence *evidence;
    struct run_session *session;
    pid_t pid;
    int fd; /* -1: nothing more comes from there */
    bool waits;
    struct timespec begun;
    struct exec_result result;
    long duration_us;
};

struct run_pool {
    struct run_pool_plan plan;
    struct arena *arena; /* shared with the children */
    struct agreement *agreement;
    size_t *order; /* in which the cases are started */
    size_t ordered, started;
    struct evidence *evidence; /* of all slots */
    struct slot slots[SLOTS];
    size_t slot_count;
    struct slot *taken;
    pid_t keeper; /* 0: this process starts the cases itself */
    int line;     /* to the keeper: the index of a case is asked, that of its slot answered */
};

static const size_t nobody = SIZE_MAX;

static const struct test_case *case_of(const struct run_pool *pool, const struct slot *slot)
{
    return pool->plan.cases[slot->at];
}

static long microseconds_since(const struct timespec *begun)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    return (end.tv_sec - begun->tv_sec) * 1000000 + (end.tv_nsec - begun->tv_nsec) / 1000;
}

/* --- beginning --- */

static bool is_patient(const struct test_case *test)
{
    for (size_t i = 0; i < test->step_count; i++) {
        if (test->steps[i].stays_ms > 0) return true;
    }
    return false;
}

static void set_order(struct run_pool *pool)
{
    const struct run_pool_plan *plan = &pool->plan;
    bool *early = arena_alloc(pool->arena, (plan->count + 1) * sizeof *early);
    pool->order = arena_alloc(pool->arena, (plan->count + 1) * sizeof *pool->order);
    for (size_t i = 0; i < plan->count && pool->slot_count > PATIENT && pool->ordered < PATIENT; i++) {
        early[i] = !plan->left_out[i] && is_patient(plan->cases[i]);
        if (early[i]) pool->order[pool->ordered++] = i;
    }
    for (size_t i = 0; i < plan->count; i++) {
        if (!plan->left_out[i] && !early[i]) pool->order[pool->ordered++] = i;
    }
}

static void make_slots(struct run_pool *pool, bool in_process)
{
    unsigned jobs = pool->plan.jobs;
    size_t wanted = jobs < SLOTS ? jobs : SLOTS;
    if (in_process) wanted = SLOTS;
    if (jobs <= 1 || !pool->plan.isolated) wanted = 1;
    while (wanted > 0 && (pool->evidence = evidence_new(wanted)) == NULL) wanted /= 2;
    for (size_t i = 0; i < wanted; i++) {
        pool->slots[i].evidence = evidence_at(pool->evidence, i);
        pool->slots[i].session = &pool->plan.sessions[in_process ? 0 : i];
    }
    pool->slot_count = wanted;
}

/* --- one case --- */

/* In the child, or in this process if cases are not isolated. */
static void run_here(struct run_pool *pool, struct slot *slot)
{
    const struct run_options *options = pool->plan.options;
    struct exec_result *result = &slot->result;
    *result = (struct exec_result){ 0 };
    slot->session->agreement = evidence_agreement(slot->evidence);
    if (slot->session->adapter->in_process) evidence_guard(slot->evidence, options->step_ms + options->grace_ms);
    run_session_case(slot->session, case_of(pool, slot), evidence_watch(slot->evidence), options->grace_ms, result);
    evidence_finish(slot->evidence, result);
}

static _Noreturn void be_child(struct run_pool *pool, struct slot *slot, int fd)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    evidence_tell(slot->evidence, fd);
    run_here(pool, slot);
    fflush(NULL);
    (void)!write(fd, "d", 1);
    _exit(0);
}

/* What is known when the case has ended, in this process. */
static void settle(struct run_pool *pool, struct slot *slot)
{
    const struct run_options *options = pool->plan.options;
    const struct test_case *test = case_of(pool, slot);
    struct outcome *outcome = &slot->result.outcome;
    slot->state = SLOT_ENDED;
    slot->duration_us = microseconds_since(&slot->begun);
    evidence_result(slot->evidence, test, &slot->result);
    if (outcome->verdict == VERDICT_FAIL && !evidence_is_finished(slot->evidence) &&
        slot->duration_us / 1000 >= options->case_ms) {
        outcome_set(outcome, VERDICT_FAIL, outcome->at, "the case took longer than %u ms", options->case_ms);
    }
    if (outcome->session_lost && !(pool->plan.isolated && slot->session->adapter->in_process))
        run_session_lose(slot->session);
    run_session_settle(slot->session, test, outcome);
}

/* False if there is no process for it now. */
static bool fork_case(struct run_pool *pool, struct slot *slot)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    fflush(NULL);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        close(ends[0]);
        if (getppid() != parent) _exit(0);
        be_child(pool, slot, ends[1]);
    }
    int error = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        errno = error;
        return false;
    }
    setpgid(pid, pid); /* whoever of the two comes first */
    slot->pid = pid;
    slot->fd = ends[0];
    slot->waits = false;
    slot->state = SLOT_RUNNING;
    return true;
}

/* Starts a case.  False if it has to wait until another one has ended. */
static bool start(struct run_pool *pool, struct slot *slot, size_t at, bool others)
{
    slot->at = at;
    evidence_clear(slot->evidence);
    evidence_agreement(slot->evidence)->before = pool->agreement;
    clock_gettime(CLOCK_MONOTONIC, &slot->begun);
    struct exec_result result = { 0 };
    if (!run_session_ready(slot->session, &result.outcome)) {
        result.outcome.blame[0] = (uint8_t)case_of(pool, slot)->rules[0];
        result.outcome.blames = result.outcome.verdict == VERDICT_FAIL;
        evidence_finish(slot->evidence, &result);
        settle(pool, slot);
        return true;
    }
    if (!pool->plan.isolated) {
        fflush(NULL);
        run_here(pool, slot);
        settle(pool, slot);
        return true;
    }
    if (fork_case(pool, slot)) return true;
    if (others) return false;
    outcome_set(&result.outcome, VERDICT_ERROR, 0, "there is no process for the case: %s", strerror(errno));
    evidence_finish(slot->evidence, &result);
    settle(pool, slot);
    return true;
}

/* Starts what can be started now. */
static void fill(struct run_pool *pool)
{
    size_t busy = 0, running = 0;
    for (size_t i = 0; i < pool->slot_count; i++) {
        running += pool->slots[i].state == SLOT_RUNNING;
        busy += pool->slots[i].state == SLOT_RUNNING && !pool->slots[i].waits;
    }
    for (size_t i = 0; i < pool->slot_count && busy < pool->plan.jobs && pool->started < pool->ordered; i++) {
        struct slot *slot = &pool->slots[i];
        if (slot->state != SLOT_FREE) continue;
        if (!start(pool, slot, pool->order[pool->started], running > 0)) return;
        pool->started++;
        running += slot->state == SLOT_RUNNING;
        busy += slot->state == SLOT_RUNNING;
    }
}

/* --- ending --- */

/* Its group dies with it: what an implementation may have started. */
static void reap(struct run_pool *pool, struct slot *slot)
{
    killpg(slot->pid, SIGKILL);
    while (waitpid(slot->pid, NULL, 0) < 0 && errno == EINTR) continue;
    if (slot->fd >= 0) close(slot->fd);
    slot->fd = -1;
    settle(pool, slot);
}

static bool has_exited(const struct slot *slot, bool wait)
{
    siginfo_t info = { .si_pid = 0 };
    int options = WEXITED | WNOWAIT | (wait ? 0 : WNOHANG);
    while (waitid(P_PID, (id_t)slot->pid, &info, options) != 0) {
        if (errno != EINTR) return true;
    }
    return info.si_pid != 0;
}

static void hear(struct run_pool *pool, struct slot *slot)
{
    char said[2];
    ssize_t size = read(slot->fd, said, sizeof said);
    if (size < 0 && errno == EINTR) return;
    slot->waits |= size > 0 && said[0] == 'w';
    if (size > 0 && said[size - 1] == 'd') {
        has_exited(slot, true);
        reap(pool, slot);
    } else if (size <= 0) { /* it died, or the implementation closed what is not its own */
        close(slot->fd);
        slot->fd = -1;
    }
}

static long left_ms(const struct run_pool *pool, const struct slot *slot)
{
    return (long)pool->plan.options->case_ms - microseconds_since(&slot->begun) / 1000;
}

/* Until something happens to one of those that run, or on the line, if it is not -1. */
static void wait_for_any(struct run_pool *pool, int line)
{
    struct pollfd fds[SLOTS + 1];
    struct slot *whose[SLOTS];
    nfds_t count = 0;
    long patience = TICK_MS;
    for (size_t i = 0; i < pool->slot_count; i++) {
        struct slot *slot = &pool->slots[i];
        if (slot->state != SLOT_RUNNING) continue;
        long left = slot->fd < 0 ? 1 : left_ms(pool, slot);
        if (left < patience) patience = left > 0 ? left : 0;
        whose[count] = slot;
        fds[count++] = (struct pollfd){ .fd = slot->fd, .events = POLLIN };
    }
    fds[count] = (struct pollfd){ .fd = line, .events = POLLIN };
    int ready = poll(fds, count + 1, count > 0 || line < 0 ? (int)patience : -1);
    for (nfds_t i = 0; i < count; i++) {
        if (ready > 0 && fds[i].fd >= 0 && fds[i].revents != 0) hear(pool, whose[i]);
        struct slot *slot = whose[i];
        if (slot->state != SLOT_RUNNING) continue;
        bool silent = ready <= 0 || slot->fd < 0;
        if (left_ms(pool, slot) <= 0 || (silent && has_exited(slot, false))) reap(pool, slot);
    }
}

static struct slot *slot_with(struct run_pool *pool, size_t at)
{
    for (size_t i = 0; i < pool->slot_count; i++) {
        if (pool->slots[i].state != SLOT_FREE && pool->slots[i].at == at) return &pool->slots[i];
    }
    return NULL;
}

/* --- taking --- */

/* The slot of a case that has ended and has its turn; NULL: not yet. */
static struct slot *ready(struct run_pool *pool, size_t at)
{
    fill(pool);
    struct slot *slot = at != nobody ? slot_with(pool, at) : NULL;
    if (slot == NULL || slot->state == SLOT_RUNNING) return NULL;
    if (agreement_join(pool->agreement, evidence_agreement(slot->evidence))) return slot;
    start(pool, slot, at, false);
    return NULL;
}

/* The one that was taken before is free from now on. */
static void release_taken(struct run_pool *pool)
{
    if (pool->taken != NULL) pool->taken->state = SLOT_FREE;
    pool->taken = NULL;
}

static void kill_all(struct run_pool *pool)
{
    for (size_t i = 0; i < pool->slot_count; i++) {
        struct slot *slot = &pool->slots[i];
        if (slot->state != SLOT_RUNNING) continue;
        killpg(slot->pid, SIGKILL);
        waitpid(slot->pid, NULL, 0);
        if (slot->fd >= 0) close(slot->fd);
        run_session_lose(slot->session);
    }
}

/* The keeper: goes on with cases, whether it is asked for one or not, until the line is closed. */
static _Noreturn void keep(struct run_pool *pool, int line)
{
    for (size_t at = nobody;;) {
        struct slot *slot = ready(pool, at);
        if (slot != NULL) {
            pool->taken = slot;
            size_t index = (size_t)(slot - pool->slots);
            if (send(line, &index, sizeof index, MSG_NOSIGNAL) != (ssize_t)sizeof index) break;
            at = nobody;
        }
        wait_for_any(pool, at == nobody ? line : -1);
        if (at != nobody) continue;
        ssize_t size = recv(line, &at, sizeof at, MSG_DONTWAIT);
        if (size == 0) break;
        if (size > 0) release_taken(pool);
    }
    kill_all(pool);
    _exit(0);
}

/* Without one the cases are started by this process. */
static void start_keeper(struct run_pool *pool)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
    fflush(NULL);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        close(ends[0]);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(0);
        keep(pool, ends[1]);
    }
    close(ends[1]);
    if (pid > 0) {
        pool->keeper = pid;
        pool->line = ends[0];
    } else {
        close(ends[0]);
    }
}

/* NULL: the keeper is gone. */
static struct slot *ask_keeper(struct run_pool *pool, size_t at)
{
    size_t index = 0;
    if (send(pool->line, &at, sizeof at, MSG_NOSIGNAL) != (ssize_t)sizeof at) return NULL;
    ssize_t size;
    do size = recv(pool->line, &index, sizeof index, 0);
    while (size < 0 && errno == EINTR);
    return size == (ssize_t)sizeof index ? &pool->slots[index] : NULL;
}

void run_pool_take(struct run_pool *pool, size_t at, struct run_ended *ended)
{
    struct slot *slot = NULL;
    if (pool->keeper != 0) {
        slot = ask_keeper(pool, at);
    } else {
        release_taken(pool);
        while ((slot = ready(pool, at)) == NULL) wait_for_any(pool, -1);
        pool->taken = slot;
    }
    *ended = (struct run_ended){ .steps = "" };
    if (slot == NULL) {
        outcome_set(&ended->result.outcome, VERDICT_ERROR, 0, "the process that starts the cases ended");
        return;
    }
    *ended = (struct run_ended){ .result = slot->result,
                                 .steps = evidence_steps(slot->evidence),
                                 .used = evidence_used(slot->evidence),
                                 .duration_us = slot->duration_us };
}

struct run_pool *run_pool_new(const struct run_pool_plan *plan, char reason[LIMIT_REASON])
{
    struct arena *arena = arena_new_shared();
    struct run_pool *pool = arena_alloc(arena, sizeof *pool);
    *pool =
        (struct run_pool){ .plan = *plan, .arena = arena, .agreement = arena_alloc(arena, sizeof *pool->agreement) };
    bool in_process = plan->sessions[0].adapter->in_process;
    make_slots(pool, in_process);
    if (pool->slot_count == 0) {
        snprintf(reason, LIMIT_REASON, "no shared memory: %s", strerror(errno));
        run_pool_free(pool);
        return NULL;
    }
    set_order(pool);
    record_prepare();
    if (plan->isolated && in_process) start_keeper(pool);
    return pool;
}

void run_pool_free(struct run_pool *pool)
{
    if (pool == NULL) return;
    if (pool->keeper != 0) {
        close(pool->line);
        waitpid(pool->keeper, NULL, 0);
    } else {
        kill_all(pool);
    }
    evidence_free(pool->evidence, pool->slot_count);
    arena_free(pool->arena);
}
