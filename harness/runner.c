/*
 * A run: see runner.h.  The only file that knows Check, which forks each case, kills it at its time limit, and writes
 * its own TAP and XML logs.
 */
#include "runner.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cast.h"
#include "evidence.h"
#include "record.h"
#include "run_record.h"
#include "run_resume.h"
#include "run_session.h"

struct run_state {
    const struct run_options *options;
    const struct suite *suite;
    const struct test_case *const *selection;
    size_t count;
    bool *done;           /* by a run that this one goes on with */
    const char **why_not; /* by case: why it does not apply, or NULL */
    ics_set *lacking;     /* by case: what it needs and the IUT does not have, where that is why */
    void (*each)(void *context, const struct case_report *report);
    void *context;
    struct run_totals *totals;
    struct run_session session;
    struct evidence *evidence;
    struct journal *journal;
    struct run_blame blame;
    struct arena *arena;
    size_t recorded; /* cases with a record */
    unsigned hangs;  /* in a row */
    struct timespec begun;
    char failure[LIMIT_REASON]; /* why the kit cannot go on */
};

static struct run_state *now; /* Check's functions take no context */

/* --- recording, in the parent --- */

static long microseconds_since(const struct timespec *begun)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    return (end.tv_sec - begun->tv_sec) * 1000000 + (end.tv_nsec - begun->tv_nsec) / 1000;
}

static void count(size_t at, const struct exec_result *result, const json_t *steps)
{
    struct run_totals *totals = now->totals;
    const struct test_case *test = now->selection[at];
    const struct outcome *outcome = &result->outcome;
    totals->verdicts[outcome->verdict]++;
    totals->cases++;
    totals->with_notes += result->notes[0] != '\0';
    for (int i = 0; i < IM_READING_COUNT; i++) {
        if (result->taken[i] == 0) continue;
        if (totals->readings[i]++ == 0) totals->reading_cases[i] = test->id;
    }
    ics_used(&totals->ics, record_used(steps));
    if (outcome->verdict == VERDICT_NOT_APPLICABLE) ics_not_applicable(&totals->ics, test, now->lacking[at]);
    if (outcome->misdeclared > 0) ics_not_there(&totals->ics, test, (enum im_event_kind)(outcome->misdeclared - 1));
    bool own = outcome->verdict == VERDICT_FAIL && outcome->blames > 0 && outcome->blame[0] == (uint8_t)test->rules[0];
    if (outcome->verdict == VERDICT_PASS || own) totals->shown[test->rules[0]]++;
    run_blame_add(&now->blame, test->id, result);
}

static void record(size_t at, const struct exec_result *result, const char *steps, long duration_us)
{
    if (now->failure[0] != '\0') return;
    if (getenv("SOURCE_DATE_EPOCH") != NULL) duration_us = 0;
    const struct test_case *test = now->selection[at];
    json_t *members = run_case_members(test, result, now->lacking[at], now->recorded, duration_us);
    if (!journal_write(now->journal, members, "steps", steps)) {
        snprintf(now->failure, sizeof now->failure, "the journal cannot be written: %s; what was judged before is kept",
                 strerror(errno));
    }
    json_decref(members);
    if (now->failure[0] != '\0') return;
    now->recorded++;
    char *list = NULL;
    int size = asprintf(&list, "[%s]", steps);
    json_t *parsed = size > 0 ? record_parse(list, (size_t)size) : NULL;
    count(at, result, parsed);
    const struct case_report report = {
        .test = test, .result = result, .steps = parsed, .index = now->recorded - 1, .count = now->count
    };
    if (now->each != NULL) now->each(now->context, &report);
    json_decref(parsed);
    free(list);
}

/* Cases that are not run have a record all the same. */
static void record_without_run(size_t at, enum verdict verdict, const char *why)
{
    struct exec_result result = { 0 };
    outcome_set(&result.outcome, verdict, 0, "%s", why);
    record(at, &result, "", 0);
}

/* --- one case --- */

static const struct test_case *selected(int index) { return now->selection[index]; }

static int current; /* index of the case that Check is at */

/* On to the next one that no earlier run has done. */
static void skip_done(void)
{
    while (current < (int)now->count && now->done[current]) current++;
}

/* The case that Check was at; it is at the next one then. */
static size_t next_case(void)
{
    size_t at = (size_t)current++;
    skip_done();
    return at;
}

/* In the parent, before the child is forked. */
static void set_up(void)
{
    const struct test_case *test = selected(current);
    evidence_clear(now->evidence);
    clock_gettime(CLOCK_MONOTONIC, &now->begun);
    fflush(NULL);
    if (now->failure[0] != '\0' || now->totals->stopped) return;
    struct exec_result result = { 0 };
    if (!run_session_ready(&now->session, &result.outcome)) {
        result.outcome.blame[0] = (uint8_t)test->rules[0];
        result.outcome.blames = result.outcome.verdict == VERDICT_FAIL;
        evidence_finish(now->evidence, &result);
    }
}

/* Check would name this file and line as the place of the failure. */
#define TELL(...) _ck_assert_failed(test->file, (int)test->line, "Failed", __VA_ARGS__)

static void tell_check(const struct test_case *test, const struct outcome *outcome)
{
    switch (outcome->verdict) {
    case VERDICT_PASS: return;
    case VERDICT_FAIL:
        if (outcome->misdeclared > 0) TELL("at step %u: %s", outcome->at, outcome->reason);
        TELL("%s at step %u: %s", im_rules[outcome->blame[0]].id, outcome->at, outcome->reason);
    case VERDICT_INCONCLUSIVE: TELL("# TODO inconclusive: %s", outcome->reason);
    default: TELL("error: %s", outcome->reason);
    }
}

/* In the child. */
static void run_one(int index)
{
    const struct test_case *test = selected(index);
    struct exec_result result = { 0 };
    if (now->failure[0] != '\0' || now->totals->stopped) TELL("error: not run");
    if (evidence_is_finished(now->evidence)) {
        evidence_result(now->evidence, test, &result);
        tell_check(test, &result.outcome);
        return;
    }
    if (now->session.adapter->in_process) evidence_guard(now->evidence, now->options->step_ms + now->options->grace_ms);
    run_session_case(&now->session, test, evidence_watch(now->evidence), now->options->grace_ms, &result);
    evidence_finish(now->evidence, &result);
    tell_check(test, &result.outcome);
}

/* In the parent, after the child ended. */
static void tear_down(void)
{
    size_t at = next_case();
    const struct test_case *test = now->selection[at];
    if (now->failure[0] != '\0') return;
    if (now->totals->stopped) {
        record_without_run(at, VERDICT_ERROR, "not run: the IUT stopped answering");
        return;
    }
    struct exec_result result;
    evidence_result(now->evidence, test, &result);
    long duration_us = microseconds_since(&now->begun);
    if (result.outcome.verdict == VERDICT_FAIL && !evidence_is_finished(now->evidence) &&
        duration_us / 1000 >= now->options->case_ms) {
        outcome_set(&result.outcome, VERDICT_FAIL, result.outcome.at, "the case took longer than %u ms",
                    now->options->case_ms);
    }
    if (result.outcome.session_lost) run_session_lose(&now->session);
    run_session_settle(&now->session, test, &result.outcome);
    now->hangs = result.outcome.hung ? now->hangs + 1 : 0;
    if (now->hangs >= LIMIT_HANGS) now->totals->stopped = true;
    record(at, &result, evidence_steps(now->evidence), duration_us);
}

/* --- the suite, as Check sees it --- */

static void skip_set_up(void) {}

static void skip_tear_down(void)
{
    size_t at = next_case();
    if (now->failure[0] != '\0') return;
    record_without_run(at, VERDICT_NOT_APPLICABLE, now->why_not[at]);
}

static void run_nothing(int index)
{
    const struct test_case *test = selected(index);
    TELL("# TODO not applicable");
}

static Suite *make_suite(void)
{
    Suite *suite = suite_create("imconform");
    TTest *tests = arena_alloc(now->arena, now->count * sizeof *tests);
    for (size_t i = 0; i < now->count; i++) {
        if (now->done[i]) continue;
        const struct test_case *test = now->selection[i];
        bool applies = now->why_not[i] == NULL;
        const char *place = arena_printf(now->arena, "%s:%u", test->file, test->line);
        TTest filled = { test->id, applies ? run_one : run_nothing, test->file, (int)test->line };
        memcpy(&tests[i], &filled, sizeof filled);
        TCase *one = tcase_create(place);
        tcase_set_timeout(one, now->options->case_ms / 1000.0);
        tcase_add_unchecked_fixture(one, applies ? set_up : skip_set_up, applies ? tear_down : skip_tear_down);
        _tcase_add_test(one, &tests[i], 0, 0, (int)i, (int)i + 1);
        suite_add_tcase(suite, one);
    }
    return suite;
}

static void run_suite(void)
{
    char *tap = arena_printf(now->arena, "%s/check.tap", now->options->out);
    char *xml = arena_printf(now->arena, "%s/check.xml", now->options->out);
    current = 0;
    skip_done();
    SRunner *runner = srunner_create(make_suite());
    srunner_set_tap(runner, tap);
    srunner_set_xml(runner, xml);
    srunner_run_all(runner, CK_SILENT);
    srunner_free(runner);
}

/* --- beginning and end --- */

/* What the IUT declares, and which cases apply to it.  Asked once: later the IUT may be gone. */
static void take_statement(void)
{
    const struct run_session *session = &now->session;
    const struct iut_identity *iut = run_session_iut(session);
    now->why_not = arena_alloc(now->arena, (now->count + 1) * sizeof *now->why_not);
    now->lacking = arena_alloc(now->arena, (now->count + 1) * sizeof *now->lacking);
    for (size_t i = 0; i < now->count; i++) {
        const struct test_case *test = now->selection[i];
        now->why_not[i] = ics_why_not(session->profile, iut, session->people, test, &now->lacking[i], now->arena);
    }
    ics_begin(&now->totals->ics, iut);
}

static void mark_done(void *context, const json_t *record)
{
    (void)context;
    const char *id = json_string_value(json_object_get(record, "id"));
    size_t at = 0;
    while (at < now->count && (id == NULL || strcmp(now->selection[at]->id, id) != 0)) at++;
    if (at == now->count) return;
    struct exec_result result;
    run_resume_result(record, &result);
    now->done[at] = true;
    now->recorded++;
    count(at, &result, json_object_get(record, "steps"));
    const struct case_report report = { .test = now->selection[at],
                                        .result = &result,
                                        .steps = json_object_get(record, "steps"),
                                        .index = now->recorded - 1,
                                        .count = now->count };
    if (now->each != NULL) now->each(now->context, &report);
}

static void keep_quiet(void *context, unsigned line, const char *message) { (void)context, (void)line, (void)message; }

/* Notes in which member the header of an earlier run differs from that of this one. */
static void compare_header(void *context, const json_t *record)
{
    const char **differs = context;
    const char *kind = json_string_value(json_object_get(record, "record"));
    if (kind == NULL || strcmp(kind, "header") != 0) return;
    json_t *header = run_header(now->options, now->suite, run_session_iut(&now->session), now->session.people);
    *differs = run_resume_differs(record, header);
    json_decref(header);
}

static bool resume_journal(const char *path)
{
    const char *differs = NULL;
    bool interrupted = journal_verify(path, keep_quiet, compare_header, &differs) == JOURNAL_INTERRUPTED;
    if (interrupted && differs != NULL) {
        snprintf(now->failure, sizeof now->failure, "%s is of another run: \"%s\" is not the same", path, differs);
        return false;
    }
    now->journal = journal_resume(path, interrupted ? mark_done : NULL, NULL, now->failure);
    return now->journal != NULL;
}

static bool begin_journal(void)
{
    char *path = arena_printf(now->arena, "%s/journal.jsonl", now->options->out);
    if (now->options->resume) return resume_journal(path);
    now->journal = journal_create(path, now->failure);
    if (now->journal == NULL) return false;
    json_t *header = run_header(now->options, now->suite, run_session_iut(&now->session), now->session.people);
    bool written = journal_write(now->journal, header, NULL, NULL);
    if (!written) snprintf(now->failure, sizeof now->failure, "%s: %s", path, strerror(errno));
    json_decref(header);
    return written;
}

static void find_culprits(void)
{
    struct run_totals *totals = now->totals;
    totals->culprit_count = run_blame_culprits(&now->blame, totals->culprits);
    for (size_t i = 0; i < totals->culprit_count; i++) {
        totals->broken[totals->culprits[i].rule] = totals->culprits[i].cases;
    }
}

static void end_journal(void)
{
    if (now->failure[0] != '\0') return;
    json_t *footer = run_footer(now->totals, &now->blame, now->recorded);
    if (!journal_end(now->journal, footer)) {
        snprintf(now->failure, sizeof now->failure, "the journal cannot be written: %s", strerror(errno));
    }
    json_decref(footer);
}

enum run_status run_cases(const struct run_options *options, const struct suite *suite,
                          const struct test_case *const *selection, size_t count,
                          void (*each)(void *context, const struct case_report *report), void *context,
                          struct run_totals *totals, char reason[LIMIT_REASON])
{
    *totals = (struct run_totals){ 0 };
    struct run_state state = { .options = options,
                               .suite = suite,
                               .selection = selection,
                               .count = count,
                               .each = each,
                               .context = context,
                               .totals = totals,
                               .arena = arena_new() };
    state.done = arena_alloc(state.arena, (count + 1) * sizeof *state.done);
    now = &state;
    state.evidence = evidence_new();
    if (state.evidence == NULL) snprintf(state.failure, sizeof state.failure, "no shared memory: %s", strerror(errno));
    bool open = state.failure[0] == '\0' && run_session_open(&state.session, options, state.failure);
    if (open) take_statement();
    if (open) state.session.agreement = evidence_agreement(state.evidence);
    if (open && begin_journal()) {
        run_suite();
        if (run_session_close(&state.session, totals->shutdown)) totals->shutdown[0] = '\0';
        find_culprits();
        end_journal();
    }
    char unused[LIMIT_REASON];
    run_session_close(&state.session, unused);
    journal_close(state.journal);
    run_blame_free(&state.blame);
    evidence_free(state.evidence);
    arena_free(state.arena);
    snprintf(reason, LIMIT_REASON, "%s", state.failure);
    now = NULL;
    return reason[0] == '\0' ? RUN_DONE : RUN_CANNOT;
}
