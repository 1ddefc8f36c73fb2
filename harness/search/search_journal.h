/*
 * The journal of sequences that were made up, as run writes it: each is a case without rules of its own.  Reports, `verify`
 * and `merge` read it like any other.
 */
#ifndef IMCONFORM_SEARCH_JOURNAL_H
#define IMCONFORM_SEARCH_JOURNAL_H

#include "journal.h"
#include "run_record.h"

struct search_journal {
    struct journal *journal;
    struct run_totals totals;
    struct run_blame blame;
    struct arena *arena;
    void (*each)(void *context, const json_t *record, const struct exec_result *result);
    void *context;
    char failure[LIMIT_REASON]; /* why it could not be written, or "" */
};

/* Begins the journal in the folder of the options; where they say so, goes on with the one that is there: its cases are
 * counted, and `each`, which may be NULL, is told of them.  `digest` is that of what chose the sequences; NULL: of the
 * options' `selection`.  False: `failure` says why. */
bool search_journal_begin(struct search_journal *journal, const struct run_options *options, const char *digest,
                          const struct iut_identity *iut, const struct people *people,
                          void (*each)(void *context, const json_t *record, const struct exec_result *result),
                          void *context);
void search_journal_add(struct search_journal *journal, const struct test_case *test, const struct exec_result *result,
                        const char *steps);
/* Completes and closes it; `shutdown` is how the implementation failed to end, or "". */
void search_journal_end(struct search_journal *journal, const char *shutdown);
/* Closes it without an end, so that one can go on with it. */
void search_journal_leave(struct search_journal *journal);

#endif
