/*
 * The journal of walks: see walk_journal.h.
 */
#include "walk_journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

/* What chose the walks stands where run has the digest of its case files. */
static struct suite suite_of(const struct run_options *options)
{
    struct suite suite = { 0 };
    char *text = record_text(options->selection);
    digest_of(text, strlen(text), suite.digest);
    free(text);
    return suite;
}

bool walk_journal_begin(struct walk_journal *journal, const struct run_options *options,
                        const struct run_session *session)
{
    *journal = (struct walk_journal){ .arena = arena_new() };
    const char *path = arena_printf(journal->arena, "%s/journal.jsonl", options->out);
    journal->journal = journal_create(path, journal->failure);
    if (journal->journal == NULL) return false;
    const struct suite suite = suite_of(options);
    json_t *header = run_header(options, &suite, run_session_iut(session), session->people);
    if (!journal_write(journal->journal, header, NULL, NULL))
        snprintf(journal->failure, LIMIT_REASON, "%.300s: %s", path, strerror(errno));
    json_decref(header);
    ics_begin(&journal->totals.ics, run_session_iut(session));
    return journal->failure[0] == '\0';
}

void walk_journal_add(struct walk_journal *journal, const struct test_case *test, const struct exec_result *result,
                      const char *steps)
{
    struct run_totals *totals = &journal->totals;
    if (journal->failure[0] != '\0') return;
    json_t *members = run_case_members(test, result, 0, totals->cases, 0);
    if (!journal_write(journal->journal, members, "steps", steps))
        snprintf(journal->failure, LIMIT_REASON, "the journal cannot be written: %s", strerror(errno));
    json_decref(members);
    totals->verdicts[result->outcome.verdict]++;
    totals->cases++;
    for (int i = 0; i < IM_READING_COUNT; i++) totals->readings[i] += result->taken[i] > 0;
    run_blame_add(&journal->blame, arena_strdup(journal->arena, test->id), result);
}

void walk_journal_end(struct walk_journal *journal, const char *shutdown)
{
    struct run_totals *totals = &journal->totals;
    snprintf(totals->shutdown, sizeof totals->shutdown, "%s", shutdown);
    totals->culprit_count = run_blame_culprits(&journal->blame, totals->culprits);
    if (journal->journal != NULL && journal->failure[0] == '\0') {
        json_t *footer = run_footer(totals, &journal->blame, totals->cases);
        if (!journal_end(journal->journal, footer))
            snprintf(journal->failure, LIMIT_REASON, "the journal cannot be written: %s", strerror(errno));
        json_decref(footer);
    }
    journal_close(journal->journal);
    run_blame_free(&journal->blame);
    arena_free(journal->arena);
    journal->journal = NULL;
    journal->arena = NULL;
}
