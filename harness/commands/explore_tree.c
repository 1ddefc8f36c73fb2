/*
 * Every sequence on an implementation: see explore_tree.h.
 */
#include "explore_tree.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "case_load.h"
#include "checkpoint.h"
#include "common.h"
#include "kit.h"
#include "tell_found.h"
#include "words.h"

/* --- while it works --- */

static struct tree_share *interrupted; /* what an interrupt asks to stop */

static void stop(int number)
{
    (void)number;
    interrupted->stop = true;
}

struct watcher {
    const struct tree_share *share;
    struct timespec start;
    double done_before; /* when it began: a resumed one is not at the beginning */
    bool terminal;
};

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) * 1e-9;
}

/* The time left is what the done part took, scaled; nothing is said before a hundredth is done. */
static void tell_progress(void *context)
{
    const struct watcher *watcher = context;
    const double done = tree_done(watcher->share), now = done - watcher->done_before;
    uint64_t sequences = 0, failed = 0;
    if (!watcher->terminal) return;
    for (unsigned i = 0; i < watcher->share->workers; i++) {
        sequences += watcher->share->worker[i].sequences;
        failed += watcher->share->worker[i].failed;
    }
    fprintf(stderr, "\r\033[K%" PRIu64 " sequences, %" PRIu64 " failed, about %.1f %% done", sequences, failed,
            100 * done);
    if (now > 0.01) {
        const double left = seconds_since(&watcher->start) * (1 - done) / now;
        fprintf(stderr, ", about %.0f %s left if the rest is like this", left < 120 ? left : left / 60,
                left < 120 ? "s" : "min");
    }
}

/* --- what was found --- */

struct sums {
    uint64_t sequences, steps, pruned, failed, inconclusive;
    const struct tree_failure *failures[IM_RULE_COUNT]; /* by rule: the shortest, of the first worker that has it */
    uint64_t times[IM_RULE_COUNT];
};

static void sum_up(const struct tree_share *share, struct sums *sums)
{
    *sums = (struct sums){ 0 };
    for (unsigned i = 0; i < share->workers; i++) {
        const struct tree_worker *worker = &share->worker[i];
        sums->sequences += worker->sequences;
        sums->steps += worker->steps;
        sums->pruned += worker->pruned;
        sums->failed += worker->failed;
        sums->inconclusive += worker->inconclusive;
        for (unsigned n = 0; n < worker->kinds; n++) {
            const struct tree_failure *failure = &worker->failures[n], **best = &sums->failures[failure->rule];
            sums->times[failure->rule] += failure->times;
            if (*best == NULL || failure->length < (*best)->length ||
                (failure->length == (*best)->length && memcmp(failure->at, (*best)->at, sizeof failure->at) < 0)) {
                *best = failure;
            }
        }
    }
}

static void keep_quiet(void *context, const char *file, unsigned line, unsigned column, const char *message)
{
    (void)context, (void)file, (void)line, (void)column, (void)message;
}

/* Shrinks a sequence that is a case and tells of it; false if it does not become one that is minimal. */
static bool tell_shrunk(struct trial *trial, const struct found_in *in, const struct tree_failure *failure)
{
    struct suite *suite = suite_load_memory("explore", failure->text, strlen(failure->text), keep_quiet, NULL);
    const bool told = suite != NULL && suite->count == 1 && tell_found(trial, in, &suite->cases[0]);
    suite_free(suite);
    return told;
}

/* A case comes with its first line, which is no comment. */
static bool is_case(const struct tree_failure *failure) { return failure->text[0] != '#'; }

static void tell_failure(struct trial *trial, const struct found_in *in, const struct tree_failure *failure,
                         uint64_t times)
{
    struct arena *arena = arena_new();
    const enum im_rule rule = (enum im_rule)failure->rule;
    printf("---\n# %s\n", rule != IM_RULE_NONE ? words_rule(arena, rule) : "no rule is blamed");
    printf("# %" PRIu64 " sequences fail so; a shortest one has %u steps: %s\n", times, failure->length,
           words_safe(arena, failure->reason));
    fflush(stdout);
    if (!is_case(failure) || trial == NULL || !tell_shrunk(trial, in, failure)) {
        if (is_case(failure)) printf("---\n# as it was found\n");
        fputs(failure->text, stdout);
    }
    arena_free(arena);
}

enum { HURRY_MS = 100, HURRY_OUTSIDE_MS = 500, HANG_MS = 2000 };

static void tell_failures(const struct explore_tree_options *options, const struct sums *sums)
{
    const struct run_options *run = &options->tree.run;
    char folder[1024], reason[LIMIT_REASON] = "";
    if (options->out == NULL) default_folder(run->locator, folder, sizeof folder);
    struct trial trial;
    const struct found_in in = { .locator = run->locator,
                                 .out = options->out != NULL ? options->out : folder,
                                 .origin = "by an exploration",
                                 .before = "#",
                                 .grace_ms = run->grace_ms };
    struct arena *arena = arena_new();
    const bool open = trial_open(&trial, run, reason);
    if (open)
        trial_hurry(&trial, HURRY_MS, HURRY_OUTSIDE_MS, HANG_MS);
    else
        printf("# nothing is shrunk: %s\n", words_safe(arena, reason));
    for (unsigned rule = 0; rule < IM_RULE_COUNT; rule++) {
        if (sums->failures[rule] != NULL)
            tell_failure(open ? &trial : NULL, &in, sums->failures[rule], sums->times[rule]);
    }
    trial_close(&trial, reason);
    arena_free(arena);
}

static enum status tell(const struct explore_tree_options *options, const struct tree_share *share)
{
    const struct tree_options *tree = &options->tree;
    struct arena *arena = arena_new();
    struct sums sums;
    sum_up(share, &sums);
    printf("# %s: every sequence of up to %u events, %u contacts, at most %u references for each\n",
           words_quoted(arena, tree->run.locator), tree->depth, tree->contacts, tree->references);
    printf("# %" PRIu64 " sequences, %" PRIu64 " steps, beginnings %s; %" PRIu64 " sequences failed, %" PRIu64
           " inconclusive",
           sums.sequences, sums.steps, tree->method, sums.failed, sums.inconclusive);
    if (tree->prune)
        printf(", %" PRIu64 " not gone on with since the model was in a state that had been met", sums.pruned);
    printf("\n");
    if (sums.failed > 0) tell_failures(options, &sums);
    arena_free(arena);
    return sums.failed > 0 ? STATUS_FAILED : sums.sequences > sums.inconclusive ? STATUS_GOOD : STATUS_CANNOT;
}

/* --- all of it --- */

static bool is_finished(const struct tree_share *share)
{
    for (unsigned i = 0; i < share->workers; i++) {
        if (!share->worker[i].finished) return false;
    }
    return true;
}

static enum status leave(const struct explore_tree_options *options, const struct tree_share *share)
{
    char reason[LIMIT_REASON];
    if (checkpoint_write(options->checkpoint, &options->tree, share, reason)) {
        fprintf(stderr, "%s explore: interrupted; what was done is kept in %s, and --resume goes on with it\n",
                KIT_NAME, options->checkpoint);
    } else {
        fprintf(stderr, "%s explore: interrupted, and nothing is kept: %s\n", KIT_NAME, reason);
    }
    return STATUS_CANNOT;
}

static enum status explore_here(struct explore_tree_options *options, struct tree_share *share)
{
    char reason[LIMIT_REASON] = "";
    if (options->resume && !checkpoint_read(options->checkpoint, &options->tree, share, reason)) {
        fprintf(stderr, "%s explore: %s\n", KIT_NAME, reason);
        return STATUS_CANNOT;
    }
    interrupted = share;
    signal(SIGINT, stop);
    struct watcher watcher = { .share = share,
                               .done_before = tree_done(share),
                               .terminal = isatty(STDERR_FILENO) && isatty(STDOUT_FILENO) };
    clock_gettime(CLOCK_MONOTONIC, &watcher.start);
    const bool explored = tree_explore(&options->tree, share, tell_progress, &watcher, reason);
    signal(SIGINT, SIG_DFL);
    if (watcher.terminal) fprintf(stderr, "\r\033[K");
    if (!explored) {
        fprintf(stderr, "%s explore: %s\n", KIT_NAME, reason);
        return STATUS_CANNOT;
    }
    if (!is_finished(share)) return leave(options, share);
    if (options->resume) unlink(options->checkpoint);
    return tell(options, share);
}

enum status explore_tree(const struct command *command, struct explore_tree_options *options)
{
    struct tree_options *tree = &options->tree;
    if (tree->depth == 0 || tree->depth > TREE_DEPTH) {
        return misuse(command, "--depth %u: expected 1 to %d", tree->depth, TREE_DEPTH);
    }
    if (tree->contacts > TREE_CONTACTS) {
        return misuse(command, "--contacts %u: an implementation has at most %d", tree->contacts, TREE_CONTACTS);
    }
    if (tree->run.step_ms == 0) return misuse(command, "a time limit of 0 ms leaves no time for an answer");
    if (tree->workers > TREE_WORKERS) tree->workers = TREE_WORKERS;
    char folder[] = "/tmp/imconform-XXXXXX", errors[64];
    struct tree_share *share = tree_share_new();
    if (share == NULL || mkdtemp(folder) == NULL) {
        fprintf(stderr, "%s explore: %s\n", KIT_NAME, strerror(errno));
        tree_share_free(share);
        return STATUS_CANNOT;
    }
    tree->run.out = folder;
    const enum status status = explore_here(options, share);
    tree_share_free(share);
    snprintf(errors, sizeof errors, "%s/stderr.txt", folder);
    unlink(errors);
    rmdir(folder);
    return status;
}
