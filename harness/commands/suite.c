/*
 * imconform suite: a complete test suite of a finite machine, with the claim that it supports.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "abstraction.h"
#include "benchmark.h"
#include "common.h"
#include "fsm.h"
#include "kit.h"
#include "suite.h"
#include "suite_file.h"

static const char *method_name = "hsi", *machine_path, *out, *profile = DEFAULT_PROFILE;
static unsigned extra = 1, contacts = 2, references = 2;
static bool benchmark, compare;

static const struct option_row options[] = {
    { .name = "method", .value = "NAME", .help = "w, wp, hsi or h (hsi)", .text = &method_name },
    { .name = "extra", .value = "K", .help = "how many more states an implementation may have (1)", .number = &extra },
    { .name = "machine", .value = "FILE", .help = "of the machine in that file", .text = &machine_path },
    { .name = "benchmark", .help = "of the common benchmark model", .flag = &benchmark },
    { .name = "profile", .value = "NAME", .help = PROFILE_HELP, .text = &profile },
    { .name = "contacts", .value = "N", .help = "contacts of the model (2)", .number = &contacts },
    { .name = "references", .value = "N", .help = "references to one window (2)", .number = &references },
    { .name = "out", .value = "FILE", .help = "write the tests, one per line", .text = &out },
    { .name = "compare", .help = "a table of all methods, for 0 to K more states", .flag = &compare },
    { 0 },
};

enum { EXTRA_MOST = 8 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- the machine --- */

/* A machine that was learned tells of which abstraction it is, so that its tests can be run. */
static bool of_model(void)
{
    json_error_t error;
    if (machine_path == NULL) return !benchmark;
    json_t *root = json_load_file(machine_path, 0, &error);
    int people = 0, held = 0;
    bool told = json_unpack(root, "{s:{s:i, s:i}}", "abstraction", "contacts", &people, "references", &held) == 0;
    told = told && people >= 1 && people <= ABSTRACT_CONTACTS && held >= 1 && held <= ABSTRACT_REFERENCES;
    if (told) contacts = (unsigned)people;
    if (told) references = (unsigned)held;
    json_decref(root);
    return told;
}

/* NULL after a message. */
static struct fsm *machine(void)
{
    if (machine_path != NULL) {
        char reason[LIMIT_REASON];
        struct fsm *fsm = fsm_load(machine_path, reason);
        if (fsm == NULL) fprintf(stderr, "%s suite: %s\n", KIT_NAME, reason);
        return fsm;
    }
    if (benchmark) return fsm_benchmark(&(struct benchmark_size){ contacts, references });
    const struct abstract_needs needs = { .profile = im_profile_find(profile) };
    struct abstraction *abstraction = abstraction_new(contacts, references, &needs);
    struct fsm *fsm = abstraction_machine(abstraction);
    if (fsm == NULL) fprintf(stderr, "%s suite: more than %d states; take fewer contacts\n", KIT_NAME, FSM_STATES);
    abstraction_free(abstraction);
    return fsm;
}

/* --- the tests --- */

struct writer {
    FILE *file;
    const struct fsm *fsm;
};

static bool write_test(void *context, const uint16_t *word, size_t length)
{
    const struct writer *writer = context;
    const struct fsm *fsm = writer->fsm;
    uint32_t state = 0;
    for (size_t i = 0; i < length; i++) {
        fprintf(writer->file, "%s%s/%s", i > 0 ? " " : "", fsm->input_name[word[i]],
                fsm->output_name[fsm_output(fsm, state, word[i])]);
        state = fsm_next(fsm, state, word[i]);
    }
    return fputc('\n', writer->file) != EOF;
}

static void tell_claim(FILE *to, const char *mark, const struct fsm *fsm, uint64_t tests)
{
    uint32_t most = fsm->states + extra;
    fprintf(to,
            "%sclaim: every implementation with at most %u %s (n = %u, K = %u) over these %u inputs that is not "
            "equivalent\n%s       to the machine fails at least one of these %llu %s; it is deterministic, answers "
            "every input, and each\n%s       test begins after a reset that works\n",
            mark, most, most == 1 ? "state" : "states", fsm->states, extra, fsm->inputs, mark,
            (unsigned long long)tests, tests == 1 ? "test" : "tests", mark);
}

static bool write_tests(const struct fsm *fsm, const struct tests *tests, const struct suite_size *size)
{
    FILE *file = strcmp(out, "-") == 0 ? stdout : fopen(out, "w");
    if (file == NULL) {
        fprintf(stderr, "%s suite: %s: %s\n", KIT_NAME, out, strerror(errno));
        return false;
    }
    fprintf(file, "# imconform suite: method %s; each line is one test, each word an INPUT/OUTPUT of it\n",
            method_name);
    if (of_model()) fprintf(file, SUITE_FILE_MARK, contacts, references);
    tell_claim(file, "# ", fsm, size->tests);
    tests_each(tests, write_test, &(struct writer){ file, fsm });
    bool good = !ferror(file);
    if (file != stdout) good = fclose(file) == 0 && good;
    if (!good) fprintf(stderr, "%s suite: %s cannot be written: %s\n", KIT_NAME, out, strerror(errno));
    return good;
}

/* Where messages go: the tests may have standard output for themselves. */
static FILE *aside(void) { return out != NULL && strcmp(out, "-") == 0 ? stderr : stdout; }

static enum status too_many(const char *method, unsigned more)
{
    fprintf(stderr, "%s suite: method %s with %u more states has more than %d steps; take a smaller K or machine\n",
            KIT_NAME, method, more, SUITE_NODES);
    return STATUS_CANNOT;
}

static enum status print_suite(const struct fsm *fsm, enum suite_method method)
{
    FILE *to = aside();
    struct tests tests;
    double begun = seconds();
    if (!suite_make(fsm, method, extra, &tests)) return too_many(method_name, extra);
    double took = seconds() - begun;
    const struct suite_size size = suite_size(&tests);
    fprintf(to, "method %s: %llu tests, %llu steps, the longest has %u; %.1f ms\n", method_name,
            (unsigned long long)size.tests, (unsigned long long)size.steps, size.longest, took * 1000);
    tell_claim(to, "", fsm, size.tests);
    bool good = out == NULL || write_tests(fsm, &tests, &size);
    tests_free(&tests);
    return good ? STATUS_GOOD : STATUS_CANNOT;
}

static enum status print_comparison(const struct fsm *fsm)
{
    printf("method  K       tests        steps  longest         ms\n");
    for (unsigned more = 0; more <= extra; more++) {
        for (int method = 0; method < SUITE_METHODS; method++) {
            struct tests tests;
            double begun = seconds();
            if (!suite_make(fsm, (enum suite_method)method, more, &tests))
                return too_many(suite_method_names[method], more);
            double took = seconds() - begun;
            const struct suite_size size = suite_size(&tests);
            printf("%-6s %2u %11llu %12llu %8u %10.1f\n", suite_method_names[method], more,
                   (unsigned long long)size.tests, (unsigned long long)size.steps, size.longest, took * 1000);
            tests_free(&tests);
        }
    }
    return STATUS_GOOD;
}

/* --- the command --- */

static int find_method(void)
{
    int method = 0;
    while (method < SUITE_METHODS && strcmp(suite_method_names[method], method_name) != 0) method++;
    return method;
}

static enum status run(int count, const char *const *arguments)
{
    (void)arguments;
    int method = find_method();
    if (count > 0) return misuse(&command_suite, "expected options only");
    if (method == SUITE_METHODS)
        return misuse(&command_suite, "--method: there is no method \"%s\"; expected w, wp, hsi or h", method_name);
    if (extra > EXTRA_MOST) return misuse(&command_suite, "--extra: expected at most %d", EXTRA_MOST);
    if (machine_path != NULL && benchmark) return misuse(&command_suite, "--machine or --benchmark, not both");
    if (known_profile(&command_suite, profile) == NULL) return STATUS_CANNOT;
    unsigned people = benchmark ? BENCHMARK_CONTACTS : ABSTRACT_CONTACTS;
    unsigned held = benchmark ? BENCHMARK_REFERENCES : ABSTRACT_REFERENCES;
    if (contacts < 1 || contacts > people || references < 1 || references > held)
        return misuse(&command_suite, "expected 1 to %u contacts and 1 to %u references", people, held);
    struct fsm *given = machine();
    if (given == NULL) return STATUS_CANNOT;
    struct fsm *fsm = fsm_minimal(given);
    fprintf(aside(), "machine: %u states, %u inputs, %u outputs", given->states, given->inputs, given->outputs);
    if (fsm->states < given->states) fprintf(aside(), "; %u states when minimal", fsm->states);
    fputc('\n', aside());
    fsm_free(given);
    enum status status = compare ? print_comparison(fsm) : print_suite(fsm, (enum suite_method)method);
    fsm_free(fsm);
    return status;
}

static const char help[] = FSM_FORMAT;

const struct command command_suite = {
    .name = "suite",
    .arguments = "[OPTIONS]",
    .summary = "makes a complete test suite of a finite machine and says what it proves",
    .help = help,
    .options = options,
    .run = run,
};
