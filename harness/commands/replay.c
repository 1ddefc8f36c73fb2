/*
 * imconform replay: one case, each step with the model's state before and after, what was allowed and what came back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"
#include "evidence.h"
#include "ics.h"
#include "kit.h"
#include "program.h"
#include "record.h"
#include "run_session.h"
#include "state_words.h"
#include "words.h"

static const char *cases_path, *profile = DEFAULT_PROFILE;
static unsigned grace = LIMIT_GRACE_MS, timeout = LIMIT_STEP_MS, start_timeout;
static bool remote, transcript;

static const struct option_row options[] = {
    { .name = "cases", .value = "PATH", .help = "where the case is (the kit's own cases)", .text = &cases_path },
    { .name = "profile", .value = "NAME", .help = PROFILE_HELP, .text = &profile },
    { .name = "grace", .value = "MS", .help = "how long an effect may take to arrive (5000)", .number = &grace },
    { .name = "timeout", .value = "MS", .help = "how long one step may take (10000)", .number = &timeout },
    { .name = "start-timeout",
      .value = "MS",
      .help = "how long a service may take to start (10000)",
      .number = &start_timeout },
    { .name = "json", .help = "print the steps as JSON", .flag = &transcript },
    { .name = "allow-remote", .help = "tcp: to a host that is not this one", .flag = &remote },
    { 0 },
};

/* --- in the child --- */

static struct exec_watch recorder;
static const struct program *performed; /* by this program; NULL: by the adapter */

static void tell_state(const char *when, const struct world *world)
{
    struct arena *arena = arena_new();
    printf("   %-8s %s\n", when, words_safe(arena, state_words(arena, world)));
    arena_free(arena);
}

static void before(void *context, const struct step_record *record)
{
    recorder.before(context, record);
    if (transcript) return;
    struct arena *arena = arena_new();
    printf("%2u line:%u  %s\n", record->n, record->step->line, words_safe(arena, record->step->written));
    if (performed != NULL) printf("   %-8s %s:%u\n", "program", performed->file, performed->lines[record->n - 1]);
    tell_state("before", record->world);
    arena_free(arena);
    fflush(stdout);
}

static json_t *step_of(const struct step_record *record)
{
    struct record_parts parts = record_begin(record);
    char *text = record_step(&parts, record);
    json_t *step = record_parse(text, strlen(text));
    record_end(&parts);
    free(text);
    return step;
}

static void after(void *context, const struct step_record *record)
{
    recorder.after(context, record);
    if (transcript) return;
    struct arena *arena = arena_new();
    json_t *step = step_of(record);
    printf("   %-8s %s\n", "allowed", words_allowed(arena, step));
    printf("   %-8s %s\n", "got", words_observed(arena, step));
    const struct together_told *told = record->together;
    if (told != NULL) {
        printf("   %-8s caller %u of %u: sent %u, ", "together", told->caller, told->callers, told->sent);
        printf(told->answered > 0 ? "answered %u" : "no answer", told->answered);
        printf(told->place > 0 ? ", number %u of the order\n" : ", not in the order\n", told->place);
        for (size_t i = 0; told->orders != NULL && told->orders[i] != NULL; i++)
            printf("   %-8s %s\n", i == 0 ? "orders" : "", words_safe(arena, told->orders[i]));
    }
    const struct im_judgement *judgement = record->judgement;
    if (judgement != NULL) {
        const char *rule = im_rules[judgement->rule].id;
        printf("   %-8s %s%s%s%s\n", "grade", im_grade_name(judgement->grade), rule[0] != '\0' ? " (" : "", rule,
               rule[0] != '\0' ? ")" : "");
        for (uint8_t i = 0; i < judgement->takes; i++) {
            const struct im_reading_info *reading = &im_readings[judgement->taken[i]];
            const struct im_question_info *question = &im_questions[reading->question];
            printf("   %-8s A-%02d %s %s\n", "choice", question->ambiguity, question->text, reading->text);
        }
    }
    tell_state("after", record->world);
    json_decref(step);
    arena_free(arena);
    fflush(stdout);
}

/* --- in the parent --- */

static void tell_outcome(const char *locator, const struct test_case *test, const struct exec_result *result)
{
    const struct outcome *outcome = &result->outcome;
    struct arena *arena = arena_new();
    printf("%s %s: %s", words_quoted(arena, locator), test->id, verdict_name(outcome->verdict));
    if (outcome->at > 0) printf(" at step %u", outcome->at);
    printf("%s%s\n", outcome->reason[0] != '\0' ? ": " : "", words_safe(arena, outcome->reason));
    for (uint8_t i = 0; i < outcome->blames; i++) {
        printf("  %-6s %s\n", i == 0 ? "rule" : "or", words_rule(arena, (enum im_rule)outcome->blame[i]));
    }
    arena_free(arena);
}

static enum status status_of(const struct exec_result *result)
{
    switch (result->outcome.verdict) {
    case VERDICT_PASS: return STATUS_GOOD;
    case VERDICT_FAIL: return STATUS_FAILED;
    default: return STATUS_CANNOT;
    }
}

static void run_in_child(struct run_session *session, const struct test_case *test, struct evidence *evidence,
                         struct exec_result *result)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        recorder = evidence_watch(evidence);
        performed = test->program;
        const struct exec_watch watch = { .context = recorder.context, .before = before, .after = after };
        if (session->adapter->in_process) evidence_guard(evidence, timeout + grace);
        run_session_case(session, test, watch, grace, result);
        evidence_finish(evidence, result);
        fflush(NULL);
        _exit(0);
    }
    int status;
    if (child > 0) waitpid(child, &status, 0);
    evidence_result(evidence, test, result);
}

static enum status replay(const char *locator, const struct test_case *test)
{
    char folder[] = "/tmp/imconform-XXXXXX";
    struct run_session session;
    struct exec_result result = { 0 };
    char reason[LIMIT_REASON] = "";
    if (mkdtemp(folder) == NULL) return STATUS_CANNOT;
    const struct run_options run = { .locator = locator,
                                     .profile = profile,
                                     .out = folder,
                                     .step_ms = timeout,
                                     .start_ms = start_timeout,
                                     .allow_remote = remote };
    struct evidence *evidence = evidence_new(1);
    enum status status = STATUS_CANNOT;
    if (evidence == NULL || !run_session_open(&session, &run, reason)) {
        fprintf(stderr, "%s replay: %s\n", KIT_NAME, reason);
    } else {
        struct arena *arena = arena_new();
        ics_set lacks;
        const char *why = ics_why_not(session.profile, run_session_iut(&session), session.people, test, &lacks, arena);
        evidence_clear(evidence);
        if (!transcript) printf("%s:%u: %s: %s\n", test->file, test->line, test->id, test->purpose);
        if (why != NULL) {
            printf("not applicable: %s\n", words_safe(arena, why));
        } else if (run_session_ready(&session, &result.outcome)) {
            run_in_child(&session, test, evidence, &result);
            if (transcript) printf("[%s]\n", evidence_steps(evidence));
        }
        if (why == NULL && !transcript) tell_outcome(locator, test, &result);
        if (why == NULL) status = status_of(&result);
        arena_free(arena);
    }
    run_session_close(&session, reason);
    evidence_free(evidence, 1);
    char errors[64];
    snprintf(errors, sizeof errors, "%s/stderr.txt", folder);
    unlink(errors);
    rmdir(folder);
    return status;
}

static enum status run(int count, const char *const *arguments)
{
    if (known_profile(&command_replay, profile) == NULL) return STATUS_CANNOT;
    if (timeout == 0) return misuse(&command_replay, "a time limit of 0 ms leaves no time for an answer");
    if (count != 2) return misuse(&command_replay, "expected a LOCATOR and the id of a CASE");
    struct suite *suite = load_cases(cases_path != NULL, &cases_path);
    if (suite == NULL) return STATUS_CANNOT;
    const struct test_case *test = NULL;
    for (size_t i = 0; i < suite->count; i++) {
        if (strcmp(suite->cases[i].id, arguments[1]) == 0) test = &suite->cases[i];
    }
    enum status status =
        test != NULL ? replay(arguments[0], test)
                     : misuse(&command_replay, "there is no case \"%s\"; %s list lists them", arguments[1], KIT_NAME);
    suite_free(suite);
    return status;
}

const struct command command_replay = {
    .name = "replay",
    .arguments = "LOCATOR CASE",
    .summary = "repeats one case and shows each step with the model's state",
    .help = "",
    .options = options,
    .run = run,
};
