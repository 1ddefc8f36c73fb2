/*
 * The journal of sequences that were made up: see search_journal.h.
 */
#include "search_journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "run_resume.h"
#include "run_tally.h"

static void count(struct search_journal *journal, const char *id, const struct exec_result *result)
{
    run_tally_add(&journal->totals, &journal->blame, arena_strdup(journal->arena, id), IM_RULE_NONE, result);
}

static void take_back(void *context, const json_t *record)
{
    struct search_journal *journal = context;
    struct exec_result result;
    const char *id = json_string_value(json_object_get(record, "id"));
    if (id == NULL) return;
    run_resume_result(record, &result);
    count(journal, id, &result);
    if (journal->each != NULL) journal->each(journal->context, record, &result);
}

bool search_journal_begin(struct search_journal *journal, const struct run_options *options, const char *digest,
                          const struct iut_identity *iut, const struct people *people,
                          void (*each)(void *context, const json_t *record, const struct exec_result *result),
                          void *context)
{
    char of_selection[HEX_DIGEST];
    *journal = (struct search_journal){ .arena = arena_new(), .each = each, .context = context };
    char *text = record_text(options->selection);
    digest_of(text, strlen(text), of_selection);
    free(text);
    json_t *header = run_header(options, digest != NULL ? digest : of_selection, iut, people);
    journal->journal = run_resume_begin(options, header, take_back, journal, journal->failure);
    json_decref(header);
    ics_begin(&journal->totals.ics, iut);
    return journal->journal != NULL;
}

void search_journal_add(struct search_journal *journal, const struct test_case *test, const struct exec_result *result,
                        const char *steps)
{
    if (journal->failure[0] != '\0') return;
    json_t *members = run_case_members(test, result, 0, journal->totals.cases, 0);
    if (!journal_write(journal->journal, members, "steps", steps))
        snprintf(journal->failure, LIMIT_REASON, "the journal cannot be written: %s", strerror(errno));
    json_decref(members);
    count(journal, test->id, result);
}

void search_journal_leave(struct search_journal *journal)
{
    journal_close(journal->journal);
    run_blame_free(&journal->blame);
    arena_free(journal->arena);
    journal->journal = NULL;
    journal->arena = NULL;
}

void search_journal_end(struct search_journal *journal, const char *shutdown)
{
    struct run_totals *totals = &journal->totals;
    snprintf(totals->shutdown, sizeof totals->shutdown, "%s", shutdown);
    run_tally_end(totals, &journal->blame);
    if (journal->journal != NULL && journal->failure[0] == '\0') {
        json_t *footer = run_footer(totals, &journal->blame, totals->cases);
        if (!journal_end(journal->journal, footer))
            snprintf(journal->failure, LIMIT_REASON, "the journal cannot be written: %s", strerror(errno));
        json_decref(footer);
    }
    search_journal_leave(journal);
}
