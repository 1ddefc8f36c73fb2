/*
 * A run: see runner.h.  The only file that knows Check: it goes from case to case, each a test of its own, and writes its
 * TAP and XML logs.  The processes of the cases are run_pool.c's.
 */
#include "runner.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "record.h"
#include "run_pool.h"
#include "run_record.h"
#include "run_resume.h"
#include "run_session.h"
#include "run_tally.h"

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
    struct run_session *sessions; /* the first one speaks for all */
    unsigned jobs;
    struct run_pool *pool;
    struct journal *journal;
    struct run_blame blame;
    struct arena *arena;
    size_t recorded;            /* cases with a record */
    unsigned hangs;             /* in a row */
    char failure[LIMIT_REASON]; /* why the kit cannot go on */
};

static struct run_state *now; /* Check's functions take no context */

/* --- recording, in the parent --- */

static void count(size_t at, const struct exec_result *result, ics_set used)
{
    struct run_totals *totals = now->totals;
    const struct test_case *test = now->selection[at];
    const struct outcome *outcome = &result->outcome;
    run_tally_add(totals, &now->blame, test->id, test->rules[0], result);
    ics_used(&totals->ics, ics_of_case(test, used));
    if (outcome->verdict == VERDICT_NOT_APPLICABLE) ics_not_applicable(&totals->ics, test, now->lacking[at]);
    if (outcome->misdeclared > 0) ics_not_there(&totals->ics, test, (enum im_event_kind)(outcome->misdeclared - 1));
}

static void tell(size_t at, const struct exec_result *result, const json_t *steps)
{
    const struct case_report report = {
        .test = now->selection[at], .result = result, .steps = steps, .index = now->recorded - 1, .count = now->count
    };
    if (now->each != NULL) now->each(now->context, &report);
}

static void record(size_t at, const struct run_ended *ended)
{
    const struct exec_result *result = &ended->result;
    bool claimed = getenv("SOURCE_DATE_EPOCH") != NULL;
    json_t *members =
        run_case_members(now->selection[at], result, now->lacking[at], now->recorded, claimed ? 0 : ended->duration_us);
    if (!journal_write(now->journal, members, "steps", ended->steps)) {
        snprintf(now->failure, sizeof now->failure, "the journal cannot be written: %s; what was judged before is kept",
                 strerror(errno));
    }
    json_decref(members);
    if (now->failure[0] != '\0') return;
    now->recorded++;
    count(at, result, ended->used);
    json_t *steps = NULL;
    if (result->outcome.verdict != VERDICT_PASS) {
        struct arena *arena = arena_new();
        const char *list = arena_printf(arena, "[%s]", ended->steps);
        steps = record_parse(list, strlen(list));
        arena_free(arena);
    }
    tell(at, result, steps);
    json_decref(steps);
}

/* --- the suite, as Check sees it --- */

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
    case VERDICT_NOT_APPLICABLE: TELL("# TODO not applicable");
    default: TELL("error: %s", outcome->reason);
    }
}

/* Its children have ended, and its verdict is known, when Check hears of it. */
static void run_one(int index)
{
    size_t at = (size_t)index;
    const struct test_case *test = now->selection[at];
    struct run_ended ended = { .steps = "" };
    struct outcome *outcome = &ended.result.outcome;
    if (now->failure[0] != '\0') TELL("error: not run");
    if (now->why_not[at] != NULL) {
        outcome_set(outcome, VERDICT_NOT_APPLICABLE, 0, "%s", now->why_not[at]);
    } else if (now->totals->stopped) {
        outcome_set(outcome, VERDICT_ERROR, 0, "not run: the IUT stopped answering");
    } else {
        run_pool_take(now->pool, at, &ended);
        now->hangs = outcome->hung ? now->hangs + 1 : 0;
        if (now->hangs >= LIMIT_HANGS) now->totals->stopped = true;
    }
    record(at, &ended);
    tell_check(test, outcome);
}

static Suite *make_suite(TTest *tests, size_t from, size_t to)
{
    Suite *suite = suite_create("imconform");
    for (size_t i = from; i < to; i++) {
        if (now->done[i]) continue;
        const struct test_case *test = now->selection[i];
        TTest filled = { test->id, run_one, test->file, (int)test->line };
        memcpy(&tests[i], &filled, sizeof filled);
        TCase *one = tcase_create(arena_printf(now->arena, "%s:%u", test->file, test->line));
        _tcase_add_test(one, &tests[i], 0, 0, (int)i, (int)i + 1);
        suite_add_tcase(suite, one);
    }
    return suite;
}

/* Check looks through a whole suite when it adds a case to it, so a long one is parted. */
static SRunner *make_runner(void)
{
    enum { SUITE = 4096 };
    TTest *tests = arena_alloc(now->arena, (now->count + 1) * sizeof *tests);
    SRunner *runner = NULL;
    for (size_t from = 0; runner == NULL || from < now->count; from += SUITE) {
        Suite *suite = make_suite(tests, from, from + SUITE < now->count ? from + SUITE : now->count);
        if (runner == NULL)
            runner = srunner_create(suite);
        else
            srunner_add_suite(runner, suite);
    }
    srunner_set_tap(runner, arena_printf(now->arena, "%s/check.tap", now->options->out));
    srunner_set_xml(runner, arena_printf(now->arena, "%s/check.xml", now->options->out));
    return runner;
}

/* Check gives each test a file for what it tells; in memory that costs least. */
static void keep_messages_in_memory(void)
{
    static const char memory[] = "/dev/shm";
    if (access(memory, W_OK | X_OK) == 0) setenv("TEMP", memory, 0);
}

/* Check forks one test at a time, and the cases have processes of their own: so it shall not, but CK_FORK=no holds for
 * these too. */
static void run_suite(void)
{
    const char *fork_too = getenv("CK_FORK");
    bool *left_out = arena_alloc(now->arena, (now->count + 1) * sizeof *left_out);
    for (size_t i = 0; i < now->count; i++) left_out[i] = now->done[i] || now->why_not[i] != NULL;
    const struct run_pool_plan plan = { .options = now->options,
                                        .cases = now->selection,
                                        .left_out = left_out,
                                        .count = now->count,
                                        .sessions = now->sessions,
                                        .jobs = now->jobs,
                                        .isolated = fork_too == NULL || strcmp(fork_too, "no") != 0 };
    now->pool = run_pool_new(&plan, now->failure);
    if (now->pool == NULL) return;
    keep_messages_in_memory();
    SRunner *runner = make_runner();
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_SILENT);
    srunner_free(runner);
    run_pool_free(now->pool);
}

/* --- beginning and end --- */

/* What the IUT declares, and which cases apply to it.  Asked once: later the IUT may be gone. */
static void take_statement(void)
{
    const struct run_session *session = &now->sessions[0];
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
    size_t at = now->recorded, looked = 0; /* records come in the order of the cases */
    for (; looked < now->count; looked++, at++) {
        if (id != NULL && strcmp(now->selection[at % now->count]->id, id) == 0) break;
    }
    if (looked == now->count) return;
    at %= now->count;
    struct exec_result result;
    run_resume_result(record, &result);
    now->done[at] = true;
    now->recorded++;
    const json_t *steps = json_object_get(record, "steps");
    count(at, &result, record_used(steps));
    tell(at, &result, steps);
}

static bool begin_journal(void)
{
    const struct run_session *session = &now->sessions[0];
    json_t *header = run_header(now->options, now->suite->digest, run_session_iut(session), session->people);
    now->journal = run_resume_begin(now->options, header, mark_done, NULL, now->failure);
    json_decref(header);
    return now->journal != NULL;
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

/* --- sessions --- */

/* Opens one session for all children of this process, or one for each job, as many as the implementation lets. */
static bool open_sessions(void)
{
    const struct run_options *options = now->options;
    now->sessions = arena_alloc(now->arena, LIMIT_JOBS * sizeof *now->sessions);
    if (!run_session_open(&now->sessions[0], options, now->failure)) return false;
    const struct adapter *adapter = now->sessions[0].adapter;
    now->jobs = run_session_jobs(&now->sessions[0], options->jobs);
    char unused[LIMIT_REASON];
    for (unsigned i = 1; !adapter->in_process && i < now->jobs; i++) {
        if (!run_session_open(&now->sessions[i], options, unused)) now->jobs = i;
    }
    return true;
}

/* What the first of those that did not end properly has to say is kept. */
static void close_sessions(void)
{
    char reason[LIMIT_REASON];
    for (unsigned i = 0; i < LIMIT_JOBS && now->sessions[i].adapter != NULL; i++) {
        if (run_session_close(&now->sessions[i], reason) || now->totals->shutdown[0] != '\0') continue;
        snprintf(now->totals->shutdown, LIMIT_REASON, "%s", reason);
    }
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
    bool open = open_sessions();
    if (open) take_statement();
    bool begun = open && begin_journal();
    if (begun) run_suite();
    close_sessions();
    if (!begun) totals->shutdown[0] = '\0';
    if (begun) {
        run_tally_end(totals, &state.blame);
        end_journal();
    }
    journal_close(state.journal);
    run_blame_free(&state.blame);
    arena_free(state.arena);
    snprintf(reason, LIMIT_REASON, "%s", state.failure);
    now = NULL;
    return reason[0] == '\0' ? RUN_DONE : RUN_CANNOT;
}
