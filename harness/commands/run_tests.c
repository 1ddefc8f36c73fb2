/*
 * Tests of a suite file on an implementation: see run_tests.h.
 */
#include "run_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "crew.h"
#include "kit.h"
#include "late.h"
#include "search_journal.h"
#include "suite_file.h"
#include "words.h"

enum { SHOWN = 10 };

static const char fair_note[] = "it was answered in another fair way than the suite expects";

struct testing {
    const char *path;
    const struct run_options *options;
    struct shard shard;
    bool quiet;
    unsigned in_vain;
    struct search_journal journal;
    struct suite_file file;
    bool *done; /* by test: the journal that this one goes on with has it */
    struct crew *crew;
    struct {
        size_t at;  /* the next test whose word is foretold */
        char *line; /* a copy of it */
        struct suite_step steps[SUITE_STEPS];
        uint16_t word[SUITE_STEPS];
    } ahead;
    struct abstraction *abstraction;
    struct suite_step steps[SUITE_STEPS];
    uint16_t word[SUITE_STEPS];
    struct abstract_output outputs[SUITE_STEPS];
    size_t told, fair, hangs;
    uint32_t broken[IM_RULE_COUNT];
    char reason[LIMIT_REASON];
};

static void tell_failure(struct testing *testing, unsigned line, size_t at, enum im_rule rule, const char *preferred,
                         const char *got)
{
    if (testing->quiet || ++testing->told > SHOWN) return;
    struct arena *arena = arena_new();
    printf("%s:%u: FAIL at step %zu\n", testing->path, line, at + 1);
    if (rule != IM_RULE_NONE) printf("  rule     %s\n", words_rule(arena, rule));
    printf("  did      ");
    for (size_t i = 0; i <= at; i++)
        printf("%s%s", i > 0 ? ", " : "", testing->abstraction->input_name[testing->word[i]]);
    printf("\n  wanted   %s\n  got      %s\n", preferred, got);
    if (testing->told == SHOWN) printf("(further ones are only counted)\n");
    arena_free(arena);
}

/* Whoever was waited for in vain a few times is not waited for again. */
static bool comes_late(struct testing *testing, size_t length)
{
    bool question = testing->abstraction->input[testing->word[length - 1]].kind == ABSTRACT_IS_CLOSED;
    if (!question || testing->in_vain == LIMIT_HANGS) return false;
    bool late =
        is_late(crew_subject(testing->crew), testing->abstraction, testing->word, length, testing->options->grace_ms);
    testing->in_vain += !late;
    return late;
}

/* A failure by the rule that is named first, which may be none. */
static void fail(struct testing *testing, unsigned line, size_t at, const struct im_judgement *judgement,
                 const struct abstract_output *preferred, struct outcome *outcome)
{
    char got[FSM_NAME], wanted[FSM_NAME];
    abstract_name(&testing->outputs[at], got);
    abstract_name(preferred, wanted);
    outcome_set(outcome, VERDICT_FAIL, (uint32_t)(at + 1), "wanted %s, got %s", wanted, got);
    outcome->blames = 0;
    for (uint8_t i = 0; i < judgement->blames; i++) outcome->blame[outcome->blames++] = judgement->blame[i];
    if (judgement->blames == 0 && judgement->rule != IM_RULE_NONE)
        outcome->blame[outcome->blames++] = (uint8_t)judgement->rule;
    outcome->hung = testing->outputs[at].broken == OBS_TIMEOUT;
    tell_failure(testing, line, at, (enum im_rule)outcome->blame[0], wanted, got);
}

/* Goes through what came back, judged step by step. */
static void judge(struct testing *testing, unsigned line, size_t length, struct exec_result *result)
{
    struct abstract_state state = abstract_start();
    for (size_t i = 0; i < length; i++) {
        char got[FSM_NAME];
        const struct abstract_output *output = &testing->outputs[i];
        const struct abstract_output best = abstract_prefer(testing->abstraction, &state, testing->word[i]);
        const struct im_judgement judgement = abstract_take(testing->abstraction, &state, testing->word[i], output);
        abstract_name(output, got);
        if (judgement.grade == IM_REJECTED) {
            result->notes[0] = '\0';
            if (comes_late(testing, i + 1))
                outcome_set(&result->outcome, VERDICT_INCONCLUSIVE, (uint32_t)(i + 1), "%s came late, but in time",
                            got);
            else
                fail(testing, line, i, &judgement, &best, &result->outcome);
            return;
        }
        if (strcmp(got, testing->steps[i].output) == 0) continue;
        snprintf(result->notes, sizeof result->notes, "%s", fair_note);
        if (output->status == ABSTRACT_CANNOT)
            outcome_set(&result->outcome, VERDICT_INCONCLUSIVE, (uint32_t)(i + 1), "step %zu could not be made", i + 1);
    }
    if (result->outcome.verdict != VERDICT_PASS) result->notes[0] = '\0';
}

static void note(struct testing *testing, const struct exec_result *result)
{
    const struct outcome *outcome = &result->outcome;
    testing->broken[outcome->blames > 0 ? outcome->blame[0] : IM_RULE_NONE] += outcome->verdict == VERDICT_FAIL;
    testing->fair += strcmp(result->notes, fair_note) == 0;
}

static void record(struct testing *testing, size_t at, size_t length, const struct exec_result *result)
{
    struct arena *arena = arena_new();
    const char *words = "";
    for (size_t i = 0; i < length; i++) {
        const uint32_t input = testing->steps[i].input;
        const char *name = input < testing->abstraction->inputs ? testing->abstraction->input_name[input] : "?";
        words = arena_printf(arena, "%s%s%s/%s", words, i > 0 ? " " : "", name, testing->steps[i].output);
    }
    const unsigned line = testing->file.lines[at];
    const struct test_case test = {
        .id = arena_printf(arena, "TEST-%u", line), .purpose = words, .file = testing->path, .line = line
    };
    search_journal_add(&testing->journal, &test, result, "");
    note(testing, result);
    arena_free(arena);
}

/* False: it could not be performed; the reason says why. */
static bool perform(struct testing *testing, unsigned line, size_t length, struct exec_result *result)
{
    for (size_t i = 0; i < length; i++) {
        if (testing->steps[i].input == testing->abstraction->inputs) {
            outcome_set(&result->outcome, VERDICT_NOT_APPLICABLE, (uint32_t)(i + 1), "there is no such input");
            return true;
        }
        testing->word[i] = (uint16_t)testing->steps[i].input;
    }
    if (!crew_ask(testing->crew, testing->word, length, testing->outputs, testing->reason)) return false;
    judge(testing, line, length, result);
    return true;
}

/* False: nothing more can be tested; the reason says why. */
static bool run_test(struct testing *testing, size_t at)
{
    const unsigned line = testing->file.lines[at];
    size_t length = suite_file_steps(testing->abstraction, testing->file.tests[at], testing->steps);
    if (length == 0) {
        snprintf(testing->reason, LIMIT_REASON, "%.300s:%u: expected words INPUT/OUTPUT, at most %d", testing->path,
                 line, SUITE_STEPS);
        return false;
    }
    struct exec_result result = { .outcome = { .verdict = VERDICT_PASS } };
    if (!perform(testing, line, length, &result)) return false;
    record(testing, at, length, &result);
    if (testing->journal.failure[0] != '\0') return false;
    testing->hangs += result.outcome.hung;
    if (testing->hangs < LIMIT_HANGS) return true;
    testing->journal.totals.stopped = true;
    snprintf(testing->reason, LIMIT_REASON, "it did not answer in time in %d tests; the rest was not run", LIMIT_HANGS);
    return false;
}

static void tell_summary(const struct testing *testing)
{
    const struct run_totals *totals = &testing->journal.totals;
    const size_t *n = totals->verdicts;
    printf("%zu tests: %zu passed, %zu failed, %zu inconclusive, %zu not applicable\n", totals->cases, n[VERDICT_PASS],
           n[VERDICT_FAIL], n[VERDICT_INCONCLUSIVE], n[VERDICT_NOT_APPLICABLE]);
    for (int rule = 0; rule < IM_RULE_COUNT; rule++) {
        if (testing->broken[rule] > 0)
            printf("  %-22s %u %s\n", rule == IM_RULE_NONE ? "(no rule)" : im_rules[rule].id, testing->broken[rule],
                   testing->broken[rule] == 1 ? "test" : "tests");
    }
    if (testing->fair > 0)
        printf("%zu of those that passed were answered in another fair way than the suite expects: its claim is about\n"
               "the readings that it was made for, so it does not hold for this implementation; imconform learn tells "
               "more\n",
               testing->fair);
    if (n[VERDICT_PASS] == testing->file.count && testing->fair == 0)
        printf("the claim of the suite holds: within its bounds the implementation is the machine\n");
    printf("journal: %s/journal.jsonl\n", testing->options->out);
}

/* The word of the next test that has one; false: there is none, or it is no test, which is told when it has its turn. */
static bool next_word(void *context, const uint16_t **word, size_t *length)
{
    struct testing *testing = context;
    const uint32_t none = testing->abstraction->inputs;
    for (size_t at = testing->ahead.at; at < testing->file.count; at = testing->ahead.at) {
        testing->ahead.at += testing->shard.of;
        if (testing->done[at]) continue;
        const size_t size = strlen(testing->file.tests[at]) + 1;
        testing->ahead.line = memcpy(must_realloc(testing->ahead.line, size), testing->file.tests[at], size);
        *length = suite_file_steps(testing->abstraction, testing->ahead.line, testing->ahead.steps);
        if (*length == 0) return false;
        size_t known = 0;
        for (; known < *length && testing->ahead.steps[known].input != none; known++)
            testing->ahead.word[known] = (uint16_t)testing->ahead.steps[known].input;
        *word = testing->ahead.word;
        if (known == *length) return true;
    }
    return false;
}

static bool run_all(struct testing *testing)
{
    const struct suite_file *file = &testing->file;
    bool terminal = isatty(2) && !testing->quiet, good = true;
    testing->ahead.at = testing->shard.index;
    crew_foretell(testing->crew, next_word, testing);
    for (size_t i = testing->shard.index; i < file->count && good; i += testing->shard.of) {
        if (!testing->done[i]) good = run_test(testing, i);
        if (terminal && i % 256 == 0) fprintf(stderr, "\r\033[K[%zu/%zu]", i, file->count);
    }
    if (terminal) fprintf(stderr, "\r\033[K");
    return good;
}

/* --- the journal --- */

/* Lines are numbered upward. */
static void take_back(void *context, const json_t *record, const struct exec_result *result)
{
    struct testing *testing = context;
    const json_int_t line = json_integer_value(json_object_get(record, "line"));
    size_t from = 0, to = testing->file.count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (testing->file.lines[middle] < line)
            from = middle + 1;
        else
            to = middle;
    }
    if (from < testing->file.count) testing->done[from] = true;
    note(testing, result);
}

static bool begin_journal(struct testing *testing, struct arena *arena)
{
    struct run_options options = *testing->options;
    const struct shard shard = testing->shard;
    const size_t count = (testing->file.count - shard.index + shard.of - 1) / shard.of;
    options.suite_size = testing->file.count;
    options.selection = json_pack("{s:s, s:I}", "command", "run --suite", "cases", (json_int_t)count);
    if (shard.of > 1) json_object_set_new(options.selection, "shard", json_sprintf("%u/%u", shard.index + 1, shard.of));
    testing->done = arena_alloc(arena, testing->file.count * sizeof *testing->done);
    bool good = search_journal_begin(&testing->journal, &options, testing->file.digest,
                                     subject_iut(crew_subject(testing->crew)),
                                     subject_people(crew_subject(testing->crew)), take_back, testing);
    json_decref(options.selection);
    return good;
}

/* What was judged is kept either way; whether there is more to judge decides on the footer. */
static enum status run_and_record(struct testing *testing, struct arena *arena)
{
    if (!begin_journal(testing, arena)) return STATUS_CANNOT;
    const bool whole = run_all(testing), kept = testing->journal.failure[0] == '\0';
    const struct run_totals *totals = &testing->journal.totals;
    if (kept) tell_summary(testing);
    enum status status = whole && totals->verdicts[VERDICT_PASS] > 0 ? STATUS_GOOD : STATUS_CANNOT;
    if (totals->verdicts[VERDICT_FAIL] > 0) status = STATUS_FAILED;
    if (whole || totals->stopped)
        search_journal_end(&testing->journal, "");
    else
        search_journal_leave(&testing->journal);
    return testing->journal.failure[0] == '\0' ? status : STATUS_CANNOT;
}

enum status run_tests(const char *path, const struct run_options *options, struct shard shard, bool quiet)
{
    struct arena *arena = arena_new();
    struct testing *testing = arena_alloc(arena, sizeof *testing);
    const struct subject_options how = { .locator = options->locator,
                                         .profile = options->profile,
                                         .step_ms = options->step_ms,
                                         .start_ms = options->start_ms,
                                         .allow_remote = options->allow_remote };
    testing->path = path;
    testing->options = options;
    testing->shard = shard;
    testing->quiet = quiet;
    enum status status = STATUS_CANNOT;
    if (suite_file_read(path, arena, &testing->file, testing->reason) &&
        (testing->crew = crew_open(&how, options->jobs, testing->reason)) != NULL) {
        const struct subject *one = crew_subject(testing->crew);
        const struct abstract_needs needs = { .profile = im_profile_find(options->profile),
                                              .capable = subject_capable(one),
                                              .invoke_only = subject_invoke_only(one),
                                              .people = subject_people(one) };
        if (needs.people->count < testing->file.contacts) {
            snprintf(testing->reason, LIMIT_REASON,
                     "it has %zu contacts on the primary service, and the suite needs %u", needs.people->count,
                     testing->file.contacts);
        } else if (shard.index >= testing->file.count) {
            snprintf(testing->reason, LIMIT_REASON, "no test was chosen out of %zu", testing->file.count);
        } else {
            testing->abstraction = abstraction_new(testing->file.contacts, testing->file.references, &needs);
            crew_use(testing->crew, testing->abstraction);
            status = run_and_record(testing, arena);
        }
    }
    if (testing->journal.failure[0] != '\0') snprintf(testing->reason, LIMIT_REASON, "%s", testing->journal.failure);
    if (testing->reason[0] != '\0') fprintf(stderr, "%s run: %s\n", KIT_NAME, testing->reason);
    crew_close(testing->crew);
    free(testing->ahead.line);
    abstraction_free(testing->abstraction);
    arena_free(arena);
    return status;
}
