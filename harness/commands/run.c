/*
 * imconform run: the main job.  Chooses cases, runs them, prints failures and a summary.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baseline.h"
#include "common.h"
#include "kit.h"
#include "program.h"
#include "run_tests.h"
#include "runner.h"
#include "tell_ics.h"
#include "tell_machine.h"
#include "tell_totals.h"
#include "words.h"

static const char *profile = DEFAULT_PROFILE, *filter, *rule_id, *out, *baseline_path, *shard, *tests;
static unsigned grace = LIMIT_GRACE_MS, timeout = LIMIT_STEP_MS, start_timeout, case_timeout = LIMIT_CASE_MS, seed,
                jobs;
static bool resume, failed_only, conclusive, remote, quiet, machine;

static const struct option_row options[] = {
    { .name = "profile", .value = "NAME", .help = PROFILE_HELP, .text = &profile },
    { .name = "suite", .value = "FILE", .help = "the tests of imconform suite, instead of cases", .text = &tests },
    { .name = "filter", .value = "GLOB", .help = "only the cases with such ids", .text = &filter },
    { .name = "rule", .value = "ID", .help = "only the cases of that rule", .text = &rule_id },
    { .name = "failed", .help = "only those that failed in the last run to the same folder", .flag = &failed_only },
    { .name = "shard", .value = "I/N", .help = "only the I-th of N parts", .text = &shard },
    { .name = "out", .value = "DIR", .help = "where the journal goes (imconform-out/NAME)", .text = &out },
    { .name = "resume", .help = "go on with an interrupted run", .flag = &resume },
    { .name = "baseline",
      .value = "FILE",
      .help = "failures that are known: ids, one per line",
      .text = &baseline_path },
    { .name = "conclusive", .help = "inconclusive cases count as failures", .flag = &conclusive },
    { .name = "grace", .value = "MS", .help = "how long an effect may take to arrive (5000)", .number = &grace },
    { .name = "timeout", .value = "MS", .help = "how long one step may take (10000)", .number = &timeout },
    { .name = "start-timeout",
      .value = "MS",
      .help = "how long a service may take to start (10000)",
      .number = &start_timeout },
    { .name = "case-timeout", .value = "MS", .help = "how long one case may take (60000)", .number = &case_timeout },
    { .name = "jobs",
      .value = "N",
      .help = "cases at a time (a library: one for each processor; else 1)",
      .number = &jobs },
    { .name = "seed", .value = "N", .help = "kept in the journal (0)", .number = &seed },
    { .name = "allow-remote", .help = "tcp: to a host that is not this one", .flag = &remote },
    { .name = "quiet", .help = "print the summary only, and nothing of the machine", .flag = &quiet },
    { .name = "machine",
      .help = "print all of the machine that was not gone through, not the first few",
      .flag = &machine },
    { 0 },
};

/* --- choosing --- */

struct choice {
    const struct test_case **cases;
    size_t count;
    json_t *said;   /* for the header */
    json_t *failed; /* ids, for --failed */
};

/* The digits up to `end`, as a number of at most six of them. */
static bool read_count(const char *text, char end, unsigned *number, const char **behind)
{
    *number = 0;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 6 || text[digits] != end) return false;
    for (size_t i = 0; i < digits; i++) *number = *number * 10 + (unsigned)(text[i] - '0');
    *behind = text + digits + 1;
    return true;
}

static bool read_shard(struct shard *part)
{
    const char *by_index = getenv("TEST_SHARD_INDEX"), *by_total = getenv("TEST_TOTAL_SHARDS"), *rest = NULL;
    *part = (struct shard){ 0, 1 };
    if (shard != NULL) {
        bool good = read_count(shard, '/', &part->index, &rest) && read_count(rest, '\0', &part->of, &rest);
        return good && part->index >= 1 && part->index-- <= part->of;
    }
    if (by_index == NULL || by_total == NULL) return true;
    if (!read_count(by_index, '\0', &part->index, &rest) || !read_count(by_total, '\0', &part->of, &rest)) return false;
    return part->index < part->of;
}

static void note_failed(void *context, const json_t *record)
{
    const char *verdict = json_string_value(json_object_get(record, "verdict"));
    const char *id = json_string_value(json_object_get(record, "id"));
    if (verdict != NULL && id != NULL && strcmp(verdict, "fail") == 0) json_object_set_new(context, id, json_true());
}

static void ignore(void *context, unsigned line, const char *message) { (void)context, (void)line, (void)message; }

static bool chosen(const struct choice *choice, const struct test_case *test, enum im_rule rule)
{
    if (filter != NULL && !matches(filter, test->id)) return false;
    if (choice->failed != NULL && json_object_get(choice->failed, test->id) == NULL) return false;
    if (rule == IM_RULE_NONE) return true;
    for (size_t i = 0; i < test->rule_count; i++) {
        if (test->rules[i] == rule) return true;
    }
    return false;
}

static enum status choose(const struct suite *suite, const char *journal, struct choice *choice)
{
    enum im_rule rule = rule_id != NULL ? find_rule(rule_id) : IM_RULE_NONE;
    if (rule_id != NULL && rule == IM_RULE_NONE) {
        return misuse(&command_run, "there is no rule \"%s\"; %s rules lists them", rule_id, KIT_NAME);
    }
    struct shard part;
    if (!read_shard(&part)) return misuse(&command_run, "--shard: expected I/N with 1 <= I <= N");
    if (failed_only) {
        choice->failed = json_object();
        if (journal_verify(journal, ignore, note_failed, choice->failed) == JOURNAL_UNREADABLE) {
            return misuse(&command_run, "--failed: there is no earlier run in %s", journal);
        }
    }
    choice->cases = calloc(suite->count + 1, sizeof *choice->cases);
    size_t number = 0;
    for (size_t i = 0; i < suite->count; i++) {
        if (!chosen(choice, &suite->cases[i], rule)) continue;
        if (number++ % part.of == part.index) choice->cases[choice->count++] = &suite->cases[i];
    }
    choice->said = json_pack("{s:I}", "cases", (json_int_t)choice->count);
    if (filter != NULL) json_object_set_new(choice->said, "filter", json_string(filter));
    if (rule_id != NULL) json_object_set_new(choice->said, "rule", json_string(rule_id));
    if (failed_only) json_object_set_new(choice->said, "failed", json_true());
    if (part.of > 1) json_object_set_new(choice->said, "shard", json_sprintf("%u/%u", part.index + 1, part.of));
    if (choice->count > 0) return STATUS_GOOD;
    fprintf(stderr, "%s run: no case was chosen out of %zu\n", KIT_NAME, suite->count);
    return STATUS_CANNOT;
}

/* --- telling --- */

struct teller {
    const char *locator;
    const struct baseline *baseline;
    bool own_cases; /* not those of files that were given */
    bool terminal;
    size_t failures;
    bool whole;                   /* every case of the kit was chosen, and what of the machine they use is wanted */
    struct coverage all, done;    /* what the cases go through, and those of them that came to an end */
    bool missing[IM_EVENT_COUNT]; /* capabilities that are not there and were told of */
};

enum { SHOWN = 40, GAPS = 5 };

static const char *colour(const struct teller *teller, const char *code) { return teller->terminal ? code : ""; }

/* The command that repeats the case, with the options that matter to it. */
static void tell_again(const struct teller *teller, struct arena *arena, const struct test_case *test)
{
    printf("  again    %s replay %s %s", words_quoted(arena, program), words_quoted(arena, teller->locator), test->id);
    if (strcmp(profile, DEFAULT_PROFILE) != 0) printf(" --profile %s", profile);
    if (!teller->own_cases) printf(" --cases %s", words_quoted(arena, test->file));
    if (grace != LIMIT_GRACE_MS) printf(" --grace %u", grace);
    if (timeout != LIMIT_STEP_MS) printf(" --timeout %u", timeout);
    if (remote) printf(" --allow-remote");
    printf("\n\n");
}

/* The step of that number, or NULL. */
static const json_t *step_at(const json_t *steps, uint32_t n)
{
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        if (json_integer_value(json_object_get(step, "n")) == (json_int_t)n) return step;
    }
    return NULL;
}

static void tell_failure(struct teller *teller, const struct case_report *report)
{
    static const char *const titles[] = { "PASS", "FAIL", "INCONCLUSIVE", "ERROR", "NOT APPLICABLE" };
    const struct outcome *outcome = &report->result->outcome;
    struct arena *arena = arena_new();
    printf("%s%s:%u: %s: %s%s", colour(teller, outcome->verdict == VERDICT_INCONCLUSIVE ? "\033[33m" : "\033[31m"),
           report->test->file, report->test->line, report->test->id, titles[outcome->verdict],
           colour(teller, "\033[0m"));
    if (outcome->at > 0) printf(" at step %u", outcome->at);
    printf("\n");
    if (outcome->blames > 0) printf("  rule     %s\n", words_rule(arena, (enum im_rule)outcome->blame[0]));
    if (outcome->misdeclared > 0) printf("  rule     none: a capability that is declared has to be there\n");
    const struct program *made = report->test->program;
    if (made != NULL && outcome->at > 0) printf("  program  %s:%u\n", made->file, made->lines[outcome->at - 1]);
    const json_t *step = step_at(report->steps, outcome->at);
    if (step != NULL) {
        printf("  did      %s\n", words_safe(arena, json_string_value(json_object_get(step, "did"))));
        printf("  allowed  %s\n", words_allowed(arena, step));
        printf("  got      %s\n", words_observed(arena, step));
    }
    if (outcome->reason[0] != '\0') printf("  because  %s\n", words_safe(arena, outcome->reason));
    if (step != NULL) printf("%s", words_together(arena, report->steps, step, "  "));
    tell_again(teller, arena, report->test);
    arena_free(arena);
}

/* A case that passed or failed counts; one that is inconclusive or not applicable does not. */
static void note_machine(struct teller *teller, const struct case_report *report)
{
    enum verdict verdict = report->result->outcome.verdict;
    coverage_of_case(&teller->all, report->test);
    if (verdict == VERDICT_PASS || verdict == VERDICT_FAIL) coverage_of_case(&teller->done, report->test);
}

/* All cases together go through everything that can be reached (`adequacy --machine` demands it), so what there is needs no
 * search here.  Where some were chosen, what the others go through is not missing. */
static void tell_gaps(const struct teller *teller)
{
    size_t most = machine ? SIZE_MAX : GAPS;
    size_t gaps = tell_machine(&teller->all, &teller->done, most, "the cases that passed or failed");
    if (gaps > most) printf("  and %zu more; --machine prints them all\n", gaps - most);
}

static void tell(void *context, const struct case_report *report)
{
    struct teller *teller = context;
    enum verdict verdict = report->result->outcome.verdict;
    if (teller->whole) note_machine(teller, report);
    bool bad = verdict == VERDICT_FAIL || verdict == VERDICT_ERROR || verdict == VERDICT_INCONCLUSIVE;
    bool known = baseline_note(teller->baseline, report->test->id, verdict == VERDICT_FAIL);
    if (teller->terminal && !quiet) {
        fprintf(stderr, "\r\033[K");
        if (report->index + 1 < report->count) {
            fprintf(stderr, "[%zu/%zu] %s", report->index + 1, report->count, report->test->id);
        }
    }
    bool not_run = verdict == VERDICT_ERROR && report->result->outcome.at == 0 &&
                   strncmp(report->result->outcome.reason, "not run", 7) == 0;
    if (!bad || known || quiet || not_run) return;
    uint8_t misdeclared = report->result->outcome.misdeclared;
    if (misdeclared > 0 && teller->missing[misdeclared - 1]) return; /* the same again; the summary counts them */
    if (misdeclared > 0) teller->missing[misdeclared - 1] = true;
    teller->failures++;
    if (teller->failures <= SHOWN) tell_failure(teller, report);
    if (teller->failures == SHOWN + 1) printf("(further ones are in the journal and the report only)\n\n");
}

static void summary(const struct teller *teller, const struct run_totals *totals, const char *journal)
{
    tell_totals(totals, teller->terminal);
    tell_ics(totals);
    if (teller->whole && !totals->stopped) tell_gaps(teller);
    if (totals->shutdown[0] != '\0') {
        struct arena *arena = arena_new();
        printf("shutdown: the IUT did not end as the protocol says: %s\n", words_safe(arena, totals->shutdown));
        arena_free(arena);
    }
    if (totals->stopped) {
        printf("stopped: the IUT did not answer %d times in a row, the rest was not run\n", LIMIT_HANGS);
    }
    printf("journal: %s\n", journal);
}

/* --- the command --- */

static enum status verdict_status(const struct run_totals *totals, const struct baseline *baseline)
{
    const size_t *n = totals->verdicts;
    size_t healed = baseline_tell_healed(baseline, stdout);
    if (n[VERDICT_FAIL] > baseline_known(baseline) || healed > 0) return STATUS_FAILED;
    if (totals->stopped || totals->shutdown[0] != '\0' || (conclusive && n[VERDICT_INCONCLUSIVE] > 0))
        return STATUS_FAILED;
    return n[VERDICT_ERROR] > 0 || n[VERDICT_PASS] == 0 ? STATUS_CANNOT : STATUS_GOOD;
}

/* What the options say, to that folder. */
static struct run_options said_options(const char *locator, const char *to)
{
    return (struct run_options){ .locator = locator,
                                 .profile = profile,
                                 .out = to,
                                 .grace_ms = grace,
                                 .step_ms = timeout,
                                 .start_ms = start_timeout,
                                 .case_ms = case_timeout,
                                 .jobs = jobs,
                                 .allow_remote = remote,
                                 .resume = resume,
                                 .seed = seed };
}

static enum status run_suite(const char *locator, const char *to, const struct suite *suite, bool own_cases,
                             struct baseline *baseline)
{
    char journal[1100];
    snprintf(journal, sizeof journal, "%s/journal.jsonl", to);
    struct choice choice = { 0 };
    enum status status = choose(suite, journal, &choice);
    if (status == STATUS_GOOD) {
        struct teller teller = { .locator = locator,
                                 .baseline = baseline,
                                 .own_cases = own_cases,
                                 .whole = own_cases && choice.count == suite->count && !resume && !quiet,
                                 .terminal = isatty(1) && isatty(2) };
        struct run_options run = said_options(locator, to);
        run.selection = choice.said;
        run.suite_size = suite->count;
        struct run_totals totals;
        char reason[LIMIT_REASON];
        enum run_status ran = run_cases(&run, suite, choice.cases, choice.count, tell, &teller, &totals, reason);
        if (ran == RUN_DONE || totals.cases > 0) summary(&teller, &totals, journal);
        if (ran == RUN_CANNOT) fprintf(stderr, "%s run: %s\n", KIT_NAME, reason);
        status = ran == RUN_CANNOT ? STATUS_CANNOT : verdict_status(&totals, baseline);
    }
    json_decref(choice.said);
    json_decref(choice.failed);
    free(choice.cases);
    return status;
}

/* Where the journal goes; NULL after a message. */
static const char *make_out(const char *locator)
{
    static char folder[1024];
    if (out == NULL) default_folder(locator, folder, sizeof folder);
    const char *to = out != NULL ? out : folder;
    if (make_folder(to)) return to;
    fprintf(stderr, "%s run: %s cannot be made: %s\n", KIT_NAME, to, strerror(errno));
    return NULL;
}

static enum status run_chosen_cases(int count, const char *const *arguments)
{
    struct suite *suite = load_cases(count - 1, arguments + 1);
    if (suite == NULL) return STATUS_CANNOT;
    char reason[LIMIT_REASON];
    const char *to;
    struct baseline *baseline = NULL;
    enum status status = STATUS_CANNOT;
    if (baseline_path != NULL && (baseline = baseline_load(baseline_path, suite, reason)) == NULL) {
        fprintf(stderr, "%s run: %s\n", KIT_NAME, reason);
    } else if ((to = make_out(arguments[0])) != NULL) {
        status = run_suite(arguments[0], to, suite, count == 1, baseline);
    }
    baseline_free(baseline);
    suite_free(suite);
    return status;
}

static enum status run(int count, const char *const *arguments)
{
    struct shard part = { 0, 1 };
    if (count < 1) return misuse(&command_run, "which implementation? A LOCATOR is missing");
    if (timeout == 0 || case_timeout == 0)
        return misuse(&command_run, "a time limit of 0 ms leaves no time for an answer");
    if (known_profile(&command_run, profile) == NULL) return STATUS_CANNOT;
    if (tests == NULL) return run_chosen_cases(count, arguments);
    if (count > 1) return misuse(&command_run, "--suite FILE or CASES, not both");
    if (!read_shard(&part)) return misuse(&command_run, "--shard: expected I/N with 1 <= I <= N");
    const char *to = make_out(arguments[0]);
    if (to == NULL) return STATUS_CANNOT;
    const struct run_options options_of_run = said_options(arguments[0], to);
    return run_tests(tests, &options_of_run, part, quiet);
}

const struct command command_run = {
    .name = "run",
    .arguments = "LOCATOR [CASES...]",
    .summary = "runs cases against an implementation and writes a journal",
    .help = "Without CASES (files or folders) the kit's own cases are run.\n",
    .options = options,
    .run = run,
};
