/*
 * Tests of a suite file on an implementation: see run_tests.h.
 */
#include "run_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "kit.h"
#include "late.h"
#include "suite_file.h"
#include "words.h"

enum { SHOWN = 10 };

struct testing {
    const char *path;
    bool quiet;
    unsigned grace_ms, in_vain;
    struct subject *subject;
    struct abstraction *abstraction;
    struct suite_step steps[SUITE_STEPS];
    uint16_t word[SUITE_STEPS];
    struct abstract_output outputs[SUITE_STEPS];
    size_t tests, passed, failed, inconclusive, not_applicable, fair, hangs;
    uint32_t broken[IM_RULE_COUNT];
    char reason[LIMIT_REASON];
};

static void tell_failure(struct testing *testing, unsigned line, size_t at, const struct im_judgement *judgement,
                         const char *preferred)
{
    enum im_rule rule = judgement->blames > 0 ? (enum im_rule)judgement->blame[0] : judgement->rule;
    testing->broken[rule]++;
    if (testing->quiet || testing->failed > SHOWN) return;
    struct arena *arena = arena_new();
    char got[FSM_NAME];
    abstract_name(&testing->outputs[at], got);
    printf("%s:%u: FAIL at step %zu\n", testing->path, line, at + 1);
    if (rule != IM_RULE_NONE) printf("  rule     %s\n", words_rule(arena, rule));
    printf("  did      ");
    for (size_t i = 0; i <= at; i++)
        printf("%s%s", i > 0 ? ", " : "", testing->abstraction->input_name[testing->word[i]]);
    printf("\n  wanted   %s\n  got      %s\n", preferred, got);
    if (testing->failed == SHOWN) printf("(further ones are only counted)\n");
    arena_free(arena);
}

/* Whoever was waited for in vain a few times is not waited for again. */
static bool comes_late(struct testing *testing, size_t length)
{
    bool question = testing->abstraction->input[testing->word[length - 1]].kind == ABSTRACT_IS_CLOSED;
    if (!question || testing->in_vain == LIMIT_HANGS) return false;
    bool late = is_late(testing->subject, testing->abstraction, testing->word, length, testing->grace_ms);
    testing->in_vain += !late;
    return late;
}

/* Goes through what came back, judged step by step. */
static void judge(struct testing *testing, unsigned line, size_t length)
{
    struct abstract_state state = abstract_start();
    bool fair = false, blocked = false;
    for (size_t i = 0; i < length; i++) {
        char got[FSM_NAME], preferred[FSM_NAME];
        const struct abstract_output *output = &testing->outputs[i];
        const struct abstract_output best = abstract_prefer(testing->abstraction, &state, testing->word[i]);
        const struct im_judgement judgement = abstract_take(testing->abstraction, &state, testing->word[i], output);
        abstract_name(output, got);
        abstract_name(&best, preferred);
        if (judgement.grade == IM_REJECTED) {
            if (comes_late(testing, i + 1)) {
                testing->inconclusive++;
                return;
            }
            testing->failed++;
            testing->hangs += output->broken == OBS_TIMEOUT;
            tell_failure(testing, line, i, &judgement, preferred);
            return;
        }
        blocked |= output->status == ABSTRACT_CANNOT && strcmp(got, testing->steps[i].output) != 0;
        fair |= strcmp(got, testing->steps[i].output) != 0;
    }
    testing->inconclusive += blocked;
    testing->passed += !blocked;
    testing->fair += fair && !blocked;
}

/* False: nothing more can be tested; the reason says why. */
static bool run_test(struct testing *testing, char *test, unsigned line)
{
    size_t length = suite_file_steps(testing->abstraction, test, testing->steps);
    testing->tests++;
    if (length == 0) {
        snprintf(testing->reason, LIMIT_REASON, "%.300s:%u: expected words INPUT/OUTPUT, at most %d", testing->path,
                 line, SUITE_STEPS);
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (testing->steps[i].input == testing->abstraction->inputs) {
            testing->not_applicable++;
            return true;
        }
        testing->word[i] = (uint16_t)testing->steps[i].input;
    }
    if (!subject_ask(testing->subject, testing->word, length, testing->outputs, testing->reason)) return false;
    judge(testing, line, length);
    if (testing->hangs < LIMIT_HANGS) return true;
    snprintf(testing->reason, LIMIT_REASON, "it did not answer in time in %d tests; the rest was not run", LIMIT_HANGS);
    return false;
}

static void tell_summary(const struct testing *testing)
{
    printf("%zu tests: %zu passed, %zu failed, %zu inconclusive, %zu not applicable\n", testing->tests, testing->passed,
           testing->failed, testing->inconclusive, testing->not_applicable);
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
    if (testing->passed == testing->tests && testing->fair == 0)
        printf("the claim of the suite holds: within its bounds the implementation is the machine\n");
}

static bool run_all(struct testing *testing, const struct suite_file *file)
{
    bool terminal = isatty(2) && !testing->quiet, good = true;
    for (size_t i = 0; i < file->count && good; i++) {
        good = run_test(testing, file->tests[i], file->lines[i]);
        if (terminal && i % 256 == 0) fprintf(stderr, "\r\033[K[%zu/%zu]", i, file->count);
    }
    if (terminal) fprintf(stderr, "\r\033[K");
    return good;
}

static enum status verdict(const struct testing *testing, bool whole)
{
    tell_summary(testing);
    if (testing->failed > 0) return STATUS_FAILED;
    return whole && testing->passed > 0 ? STATUS_GOOD : STATUS_CANNOT;
}

enum status run_tests(const char *path, const struct subject_options *options, unsigned grace_ms, bool quiet)
{
    struct arena *arena = arena_new();
    struct suite_file file;
    struct testing *testing = arena_alloc(arena, sizeof *testing);
    testing->path = path;
    testing->quiet = quiet;
    testing->grace_ms = grace_ms;
    enum status status = STATUS_CANNOT;
    if (suite_file_read(path, arena, &file, testing->reason) &&
        (testing->subject = subject_open(options, testing->reason)) != NULL) {
        const struct abstract_needs needs = { .profile = im_profile_find(options->profile),
                                              .capable = subject_capable(testing->subject),
                                              .invoke_only = subject_invoke_only(testing->subject),
                                              .people = subject_people(testing->subject) };
        if (needs.people->count < file.contacts) {
            snprintf(testing->reason, LIMIT_REASON,
                     "it has %zu contacts on the primary service, and the suite needs %u", needs.people->count,
                     file.contacts);
        } else {
            testing->abstraction = abstraction_new(file.contacts, file.references, &needs);
            subject_use(testing->subject, testing->abstraction);
            status = verdict(testing, run_all(testing, &file));
        }
    }
    if (testing->reason[0] != '\0') fprintf(stderr, "%s run: %s\n", KIT_NAME, testing->reason);
    subject_close(testing->subject);
    abstraction_free(testing->abstraction);
    arena_free(arena);
    return status;
}
