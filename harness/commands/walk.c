/*
 * imconform walk: random walks on an implementation, judged by the model; what fails becomes minimal.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common.h"
#include "kit.h"
#include "search_journal.h"
#include "tell_found.h"
#include "tell_machine.h"
#include "walk.h"
#include "words.h"

enum { NO_SEED = 0x7FFFFFFF, HURRY_MS = 20, HURRY_OUTSIDE_MS = 300, HANG_MS = 2000 };

static const char *profile = DEFAULT_PROFILE, *out, *rule_id;
static unsigned grace = LIMIT_GRACE_MS, timeout = LIMIT_STEP_MS, seed = NO_SEED, steps = 50000, jobs;
static bool remote, list, journal_wanted;

static const struct option_row options[] = {
    { .name = "seed", .value = "N", .help = "which walks (of the time; it is printed)", .number = &seed },
    { .name = "steps", .value = "N", .help = "so many in all (50000)", .number = &steps },
    { .name = "rule", .value = "ID", .help = "stop at the first failure of that rule", .text = &rule_id },
    { .name = "jobs",
      .value = "N",
      .help = "walks at a time, at most 8 (a library: one for each processor; else 1)",
      .number = &jobs },
    { .name = "profile", .value = "NAME", .help = PROFILE_HELP, .text = &profile },
    { .name = "out", .value = "DIR", .help = "where cases that fail go (imconform-out/NAME)", .text = &out },
    { .name = "journal", .help = "write a journal there as well, with every step", .flag = &journal_wanted },
    { .name = "list", .help = "print what of the machine was not reached", .flag = &list },
    { .name = "grace", .value = "MS", .help = "how long an effect may take to arrive (5000)", .number = &grace },
    { .name = "timeout", .value = "MS", .help = "how long one step may take (10000)", .number = &timeout },
    { .name = "allow-remote", .help = "tcp: to a host that is not this one", .flag = &remote },
    { 0 },
};

/* --- telling --- */

static void tell_coverage(const struct walk_report *report, const bool capable[IM_EVENT_COUNT])
{
    static struct coverage all;
    const struct walk_seen *seen = report->seen;
    size_t names, ways = walk_passed(seen, &names), kinds = 0, thrown = 0;
    for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
        kinds += seen->events[kind] > 0;
        thrown += walk_throws((enum im_event_kind)kind);
    }
    coverage_ways_machine(report->ways, &all);
    const size_t left_out = coverage_leave_out(&all, capable);
    tell_machine(&all, &seen->coverage, list ? SIZE_MAX : 0, "the walks");
    printf("events: %zu of %zu; names: %zu of %zu, in %zu forms and states of the client\n", kinds, thrown, names,
           move_texts(), ways);
    if (left_out > 0) printf("%zu rows are of events that the implementation does not have\n", left_out);
}

static void tell_walks(const struct walk_report *report, const bool capable[IM_EVENT_COUNT])
{
    struct arena *arena = arena_new();
    printf("%llu steps in %zu walks from a reset, %zu of which failed\n", (unsigned long long)report->steps,
           report->walks, report->failed);
    if (report->stopped) printf("stopped early: %zu walks failed\n", report->failed + report->late + report->unsteady);
    if (report->late > 0)
        printf("late: %zu walks failed for want of patience, and did not with %u ms of it\n", report->late, grace);
    if (report->inconclusive > 0) printf("inconclusive: %zu walks\n", report->inconclusive);
    if (report->errors > 0)
        printf("errors: %zu walks; the first: %s\n", report->errors, words_safe(arena, report->error));
    if (report->unsteady > 0)
        printf("unsteady: %zu walks failed and did not when they were repeated; the first: %s\n", report->unsteady,
               words_safe(arena, report->unsteady_reason));
    tell_coverage(report, capable);
    arena_free(arena);
}

static void tell_failures(struct trial *trial, const struct walk_report *report, const struct found_in *in)
{
    for (size_t i = 0; i < report->failure_count; i++) {
        const struct walk_failure *failure = &report->failures[i];
        const char *method = outcome_misdeclared(&failure->outcome), *id = im_rules[failure->outcome.blame[0]].id;
        printf("\nFAIL %s (%zu of the walks)\n",
               method != NULL  ? method
               : id[0] != '\0' ? id
                               : "no rule",
               failure->walks);
        tell_found(trial, in, &failure->test);
    }
}

/* --- the command --- */

static void add_walk(void *context, const struct test_case *test, const struct exec_result *result, const char *taken)
{
    search_journal_add(context, test, result, taken);
}

static enum status status_of(const struct walk_report *report)
{
    if (report->failed > 0 || report->unsteady > 0) return STATUS_FAILED;
    return report->errors > 0 || report->inconclusive == report->walks ? STATUS_CANNOT : STATUS_GOOD;
}

static enum status walk_on(struct trial *trial, const struct run_options *run, const char *locator)
{
    static struct search_journal journal;
    struct walk_options walking = { .seed = seed, .steps = steps, .grace_ms = grace, .run = run };
    if (rule_id != NULL) walking.until = find_rule(rule_id);
    struct walk_report report;
    char reason[LIMIT_REASON] = "", origin[64], shutdown[LIMIT_REASON], besides[LIMIT_REASON] = "";
    enum status status = STATUS_CANNOT;
    snprintf(origin, sizeof origin, "by a walk with seed %u", seed);
    const struct run_session *session = &trial->session;
    if (journal_wanted &&
        search_journal_begin(&journal, run, NULL, run_session_iut(session), session->people, NULL, NULL)) {
        walking.each = add_walk;
        walking.context = &journal;
    }
    if (journal.failure[0] == '\0' && walk(trial, &walking, &report, reason)) {
        printf("seed: %u\n", seed);
        tell_walks(&report, run_session_iut(&trial->session)->capable);
        const struct found_in in = { locator, run->out, origin, "", grace };
        tell_failures(trial, &report, &in);
        status = status_of(&report);
        snprintf(besides, sizeof besides, "%s", report.shutdown);
        walk_free(&report);
    }
    if (trial_close(trial, shutdown)) snprintf(shutdown, sizeof shutdown, "%s", besides);
    if (shutdown[0] != '\0') {
        printf("shutdown: %s\n", shutdown);
        status = STATUS_FAILED;
    }
    if (journal_wanted) search_journal_end(&journal, shutdown);
    if (journal.failure[0] != '\0') snprintf(reason, sizeof reason, "%s", journal.failure);
    if (reason[0] == '\0') return status;
    fprintf(stderr, "%s walk: %s\n", KIT_NAME, reason);
    return STATUS_CANNOT;
}

static enum status run(int count, const char *const *arguments)
{
    if (count != 1) return misuse(&command_walk, "expected one LOCATOR, found %d arguments", count);
    if (steps == 0 || timeout == 0) return misuse(&command_walk, "0 steps, or 0 ms for one, are too few");
    if (rule_id != NULL && find_rule(rule_id) == IM_RULE_NONE)
        return misuse(&command_walk, "--rule: there is no rule \"%s\"; %s rules lists them", rule_id, KIT_NAME);
    if (known_profile(&command_walk, profile) == NULL) return STATUS_CANNOT;
    if (seed == NO_SEED) seed = (unsigned)time(NULL) % NO_SEED;
    char folder[1024], reason[LIMIT_REASON] = "";
    if (out == NULL) default_folder(arguments[0], folder, sizeof folder);
    const char *to = out != NULL ? out : folder;
    if (!make_folder(to)) {
        fprintf(stderr, "%s walk: %s cannot be made: %s\n", KIT_NAME, to, strerror(errno));
        return STATUS_CANNOT;
    }
    struct trial trial;
    struct run_options options_of_run = {
        .locator = arguments[0],
        .profile = profile,
        .out = to,
        .grace_ms = grace,
        .step_ms = timeout,
        .allow_remote = remote,
        .seed = seed,
        .jobs = jobs,
        .selection =
            json_pack("{s:s, s:I, s:I}", "command", "walk", "seed", (json_int_t)seed, "steps", (json_int_t)steps),
    };
    bool open = trial_open(&trial, &options_of_run, reason);
    enum status status = STATUS_CANNOT;
    if (open) {
        trial_hurry(&trial, HURRY_MS, HURRY_OUTSIDE_MS, HANG_MS);
        status = walk_on(&trial, &options_of_run, arguments[0]);
    } else {
        fprintf(stderr, "%s walk: %s\n", KIT_NAME, reason);
        trial_close(&trial, reason);
    }
    json_decref(options_of_run.selection);
    return status;
}

const struct command command_walk = {
    .name = "walk",
    .arguments = "LOCATOR",
    .summary = "random walks, judged by the model; what fails is shrunk to a case",
    .help =
        "The same seed gives the same walks on every machine, whatever the number of jobs.  A walk waits little for what may come late; what fails is\n"
        "tried again with all the patience of --grace before it counts.\n",
    .options = options,
    .run = run,
};
