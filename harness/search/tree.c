/*
 * Every sequence up to a length: see tree.h.
 */
#include "tree.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "scribe.h"
#include "tree_seen.h"
#include "words.h"
#include "yaml_case.h"

enum { HASTE_MS = 20 }; /* how long a wrong answer is waited for at first; what stays wrong is tried again in full */

struct tree {
    const struct tree_options *options;
    struct tree_share *share;
    struct tree_worker *mine;
    unsigned number; /* of the worker */
    uint16_t resume[TREE_DEPTH];
    unsigned resume_length;
    struct tree_seen *seen; /* NULL: nothing is pruned */
    struct run_session session;
};

/* --- what is found --- */

/* The sequence as a case file; where no case can say it, its steps in comments. */
static void write_text(const struct test_case *test, const uint8_t *blame, size_t blames, char text[TREE_TEXT])
{
    struct arena *arena = arena_new();
    struct test_case written;
    char why[LIMIT_REASON];
    const bool said = scribe(arena, test, blame, blames, &written, why);
    const char *whole = said ? yaml_case(arena, &written, NULL) : NULL;
    size_t used = 0;
    text[0] = '\0';
    if (whole != NULL && strlen(whole) < TREE_TEXT) {
        snprintf(text, TREE_TEXT, "%s", whole);
    } else {
        used = (size_t)snprintf(text, TREE_TEXT, "# no case: %s\n", words_safe(arena, said ? "it is too long" : why));
        for (size_t i = 0; i < test->step_count && used < TREE_TEXT; i++)
            used +=
                (size_t)snprintf(text + used, TREE_TEXT - used, "#   %s\n", words_safe(arena, test->steps[i].written));
    }
    arena_free(arena);
}

/* A failure at that depth, of the steps that were taken and the one that was not survived, if any. */
static void note_failure(struct tree_worker *mine, const struct stepper *stepper, const struct step *fatal, unsigned at,
                         const uint8_t *blame, size_t blames, const char *reason)
{
    const uint8_t rule = blames > 0 ? blame[0] : (uint8_t)IM_RULE_NONE;
    struct tree_failure *failure = mine->failures;
    while (failure < mine->failures + mine->kinds && failure->rule != rule) failure++;
    mine->failed++;
    if (failure == mine->failures + TREE_RULES) return;
    if (failure == mine->failures + mine->kinds) {
        *failure = (struct tree_failure){ .rule = rule, .length = TREE_DEPTH + 1 };
        mine->kinds++;
    }
    failure->times++;
    if (at + 1 >= failure->length) return;
    failure->length = at + 1;
    snprintf(failure->reason, sizeof failure->reason, "%s", reason);
    memset(failure->at, 0, sizeof failure->at);
    memcpy(failure->at, mine->index, failure->length * sizeof *failure->at);

    struct step steps[TREE_DEPTH];
    struct test_case test = stepper->test;
    memcpy(steps, stepper->steps, test.step_count * sizeof *steps);
    if (fatal != NULL) {
        steps[test.step_count] = *fatal;
        steps[test.step_count++].written = step_said(stepper->arena, fatal);
    }
    test.steps = steps;
    write_text(&test, blame, rule != IM_RULE_NONE ? blames : 0, failure->text);
}

static void before(void *context, const struct step_record *record)
{
    const struct tree *tree = context;
    tree->mine->blame = record->allowed->blames > 0 ? record->allowed->blame[0] : (uint8_t)IM_RULE_NONE;
    tree->mine->taking = true;
}

/* Takes one step; true while the sequence goes on. */
static bool take(struct tree *tree, struct stepper *stepper, const struct step *move, unsigned at)
{
    struct tree_worker *mine = tree->mine;
    const bool good = stepper_take(stepper, move);
    mine->taking = false;
    if (good) return true;
    const struct outcome *outcome = &stepper->result.outcome;
    if (outcome->verdict == VERDICT_FAIL) {
        if (stepper->exec.grace_ms < tree->options->run.grace_ms) {
            mine->again = true;
        } else {
            note_failure(mine, stepper, NULL, at, outcome->blame, outcome->blames, outcome->reason);
        }
    } else {
        mine->inconclusive++;
    }
    return false;
}

static struct exec exec_of(const struct tree *tree, unsigned grace_ms)
{
    return (struct exec){ .adapter = tree->session.adapter,
                          .session = tree->session.session,
                          .people = tree->session.people,
                          .profile = tree->session.profile,
                          .grace_ms = grace_ms < tree->options->run.grace_ms ? grace_ms : tree->options->run.grace_ms,
                          .watch = { .context = (void *)tree, .before = before } };
}

/* Was the state met before with as many steps left?  It is noted either way. */
static bool known(const struct tree *tree, const struct stepper *stepper, unsigned left)
{
    if (tree->seen == NULL || !tree_seen(tree->seen, &stepper->run->world.model.state, left)) return false;
    tree->mine->pruned++;
    return true;
}

static void stopped(struct tree_worker *mine, unsigned at, unsigned next)
{
    if (mine->next_length > 0) return;
    memcpy(mine->next, mine->index, at * sizeof *mine->next);
    mine->next[at] = (uint16_t)next;
    mine->next_length = at + 1;
}

/* --- by fork --- */

static void grow(struct tree *tree, struct stepper *stepper, unsigned at, bool resuming);

/* In the child: a step, and everything behind it. */
static void branch(struct tree *tree, struct stepper *stepper, const struct step *move, unsigned at, bool resuming)
{
    struct tree_worker *mine = tree->mine;
    const unsigned limit_ms = tree->options->run.step_ms + stepper->exec.grace_ms;
    const struct itimerval limit = { .it_value = { limit_ms / 1000, limit_ms % 1000 * 1000 } }, none = { { 0 }, { 0 } };
    setitimer(ITIMER_REAL, &limit, NULL);
    const bool good = take(tree, stepper, move, at);
    setitimer(ITIMER_REAL, &none, NULL);
    if (mine->again) _exit(0);
    if (!resuming) mine->steps++;
    const unsigned left = tree->options->depth - at - 1;
    if (good && left > 0 && !known(tree, stepper, left)) {
        grow(tree, stepper, at + 1, resuming);
    } else if (!resuming) {
        mine->sequences++;
    }
    _exit(0);
}

/* In the parent: what became of the child. */
static void ended(struct tree *tree, const struct stepper *stepper, const struct step *move, unsigned at, int status)
{
    struct tree_worker *mine = tree->mine;
    char reason[LIMIT_REASON];
    if (!mine->taking) return;
    mine->taking = false;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
        snprintf(reason, sizeof reason, "it did not answer within %u ms", tree->options->run.step_ms);
    } else if (WIFSIGNALED(status)) {
        snprintf(reason, sizeof reason, "it crashed: signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
    } else {
        snprintf(reason, sizeof reason, "it ended the process");
    }
    mine->steps++;
    mine->sequences++;
    note_failure(mine, stepper, move, at, &mine->blame, mine->blame != IM_RULE_NONE, reason);
}

static bool fork_branch(struct tree *tree, struct stepper *stepper, const struct step *move, unsigned at, bool resuming)
{
    int status = 0;
    const pid_t child = fork();
    if (child < 0) {
        snprintf(tree->mine->cannot, LIMIT_REASON, "no process could be made: %s", strerror(errno));
        tree->share->stop = true;
        return false;
    }
    if (child == 0) branch(tree, stepper, move, at, resuming);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    ended(tree, stepper, move, at, status);
    return true;
}

static void grow(struct tree *tree, struct stepper *stepper, unsigned at, bool resuming)
{
    struct tree_worker *mine = tree->mine;
    struct step moves[TREE_MOVES];
    const unsigned count = tree_moves(tree->options, stepper, moves);
    unsigned i = resuming ? tree->resume[at] : 0;
    mine->of[at] = (uint16_t)count;
    for (; i < count; i++, resuming = false) {
        if (at == 0 && i % tree->share->workers != tree->number) continue;
        if (tree->share->stop) {
            stopped(mine, at, i);
            return;
        }
        mine->index[at] = (uint16_t)i;
        const bool further = resuming && at + 1 < tree->resume_length;
        stepper->exec.grace_ms = HASTE_MS < tree->options->run.grace_ms ? HASTE_MS : tree->options->run.grace_ms;
        if (!fork_branch(tree, stepper, &moves[i], at, further)) return;
        if (mine->again) {
            mine->again = false;
            stepper->exec.grace_ms = tree->options->run.grace_ms;
            if (!fork_branch(tree, stepper, &moves[i], at, further)) return;
        }
        if (tree->share->stop) {
            stopped(mine, at, i + 1);
            return;
        }
    }
}

static void by_fork(struct tree *tree)
{
    struct stepper stepper;
    const enum adapter_result result =
        tree->session.adapter->reset(tree->session.session, cast_wanted(), &tree->session.people, tree->mine->cannot);
    if (result != ADAPTER_OK) return;
    const struct exec exec = exec_of(tree, tree->options->run.grace_ms);
    stepper_begin(&stepper, &exec);
    grow(tree, &stepper, 0, tree->resume_length > 0);
    stepper_end(&stepper);
}

/* --- by repeating --- */

/* One sequence from the beginning: along `index` as far as it is `known_length`, then always the first event. Returns how
 * far it went; *again: an answer was wrong that has to be waited for. */
static unsigned repeat(struct tree *tree, unsigned known_length, unsigned grace_ms)
{
    struct tree_worker *mine = tree->mine;
    struct step moves[TREE_MOVES];
    struct stepper stepper;
    const struct exec exec = exec_of(tree, grace_ms);
    unsigned at = 0;
    stepper_begin(&stepper, &exec);
    for (; at < tree->options->depth; at++) {
        mine->of[at] = (uint16_t)tree_moves(tree->options, &stepper, moves);
        if (at >= known_length) mine->index[at] = 0;
        if (mine->index[at] >= mine->of[at]) break;
        const bool good = take(tree, &stepper, &moves[mine->index[at]], at);
        if (mine->again) break;
        mine->steps += at + 1 >= known_length;
        const unsigned left = tree->options->depth - at - 1;
        if (!good || (at + 1 >= known_length && left > 0 && known(tree, &stepper, left))) break;
    }
    if (stepper.result.outcome.session_lost) run_session_lose(&tree->session);
    stepper_end(&stepper);
    return at;
}

/* The next sequence: the last event that has a next one.  Returns how many are known; 0: there is none. */
static unsigned advance(struct tree_worker *mine, unsigned last)
{
    unsigned length = last + 1;
    while (length > 0 && ++mine->index[length - 1] >= mine->of[length - 1]) length--;
    return length;
}

static bool set_back(struct tree *tree)
{
    struct outcome outcome = { 0 };
    char reason[LIMIT_REASON] = "";
    for (int tries = 0; tries < 2; tries++) {
        if (!run_session_ready(&tree->session, &outcome)) break;
        if (tree->session.adapter->reset(tree->session.session, cast_wanted(), &tree->session.people, reason) ==
            ADAPTER_OK) {
            return true;
        }
        run_session_lose(&tree->session);
    }
    snprintf(tree->mine->cannot, LIMIT_REASON, "it cannot be set back: %.400s%.80s", outcome.reason, reason);
    return false;
}

static void by_repeating(struct tree *tree)
{
    struct tree_worker *mine = tree->mine;
    unsigned length = tree->resume_length > 0 ? tree->resume_length : 1;
    memcpy(mine->index, tree->resume, sizeof mine->index);
    do {
        if (tree->share->stop) {
            stopped(mine, length - 1, mine->index[length - 1]);
            return;
        }
        if (!set_back(tree)) return;
        const struct tree_worker earlier = *mine;
        unsigned at = repeat(tree, length, HASTE_MS);
        if (mine->again && !tree->share->stop) {
            mine->again = false;
            if (!set_back(tree)) return;
            at = repeat(tree, at + 1, tree->options->run.grace_ms);
        }
        if (tree->share->stop) {
            *mine = earlier; /* what the implementation told may be due to the interruption */
            continue;
        }
        mine->sequences++;
        length = advance(mine, at < tree->options->depth ? at : tree->options->depth - 1);
    } while (length > 0);
}

/* --- all of it --- */

static void work(const struct tree_options *options, struct tree_share *share, unsigned number)
{
    struct tree tree = { .options = options, .share = share, .mine = &share->worker[number], .number = number };
    struct tree_worker *mine = tree.mine;
    char reason[LIMIT_REASON];
    signal(SIGINT, SIG_IGN);
    tree.resume_length = mine->next_length;
    memcpy(tree.resume, mine->next, sizeof tree.resume);
    mine->next_length = 0;
    if (options->prune) tree.seen = tree_seen_new();
    if (run_session_open(&tree.session, &options->run, mine->cannot)) {
        (tree.session.adapter->in_process ? by_fork : by_repeating)(&tree);
        mine->finished = !share->stop && mine->cannot[0] == '\0';
    }
    run_session_close(&tree.session, reason);
    _exit(0);
}

struct tree_share *tree_share_new(void)
{
    struct tree_share *share = mmap(NULL, sizeof *share, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return share == MAP_FAILED ? NULL : share;
}

void tree_share_free(struct tree_share *share)
{
    if (share != NULL) munmap(share, sizeof *share);
}

double tree_done(const struct tree_share *share)
{
    double done = 0;
    for (unsigned i = 0; i < share->workers; i++) {
        const struct tree_worker *worker = &share->worker[i];
        double part = 1, sum = 0;
        for (unsigned at = 0; at < TREE_DEPTH && worker->of[at] > 0; at++) {
            part /= worker->of[at];
            sum += part * worker->index[at];
        }
        done += worker->finished ? 1 : sum;
    }
    return share->workers > 0 ? done / share->workers : 0;
}

/* What can be said before: whether it can be started, and how it will be driven. */
static bool prepare(struct tree_options *options, struct tree_share *share, char reason[LIMIT_REASON])
{
    struct run_session session;
    char ended_how[LIMIT_REASON];
    const bool opened = run_session_open(&session, &options->run, reason);
    const bool forked = opened && session.adapter->in_process;
    run_session_close(&session, ended_how);
    options->method = forked ? "forked" : "repeated";
    /* what was met before is known to one process alone, and a server may take one client only */
    if (share->workers == 0) share->workers = forked && !options->prune ? options->workers : 1;
    return opened;
}

bool tree_explore(struct tree_options *options, struct tree_share *share, void (*watch)(void *context), void *context,
                  char reason[LIMIT_REASON])
{
    const struct timespec pause = { .tv_nsec = 50 * 1000000 };
    pid_t children[TREE_WORKERS];
    unsigned running = 0;
    if (!prepare(options, share, reason)) return false;
    fflush(NULL);
    for (unsigned i = 0; i < share->workers; i++) {
        children[i] = share->worker[i].finished ? -1 : fork();
        if (children[i] == 0) work(options, share, i);
        running += children[i] > 0;
    }
    while (running > 0) {
        for (unsigned i = 0; i < share->workers; i++) {
            if (children[i] <= 0 || waitpid(children[i], NULL, WNOHANG) <= 0) continue;
            children[i] = -1;
            running--;
        }
        watch(context);
        if (running > 0) nanosleep(&pause, NULL);
    }
    for (unsigned i = 0; i < share->workers; i++) {
        if (share->worker[i].cannot[0] == '\0') continue;
        snprintf(reason, LIMIT_REASON, "%s", share->worker[i].cannot);
        return false;
    }
    return true;
}
