/*
 * The journal of walks, as run writes it: each walk is a case without rules of its own.  Reports and `verify` read it like
 * any other.
 */
#ifndef IMCONFORM_WALK_JOURNAL_H
#define IMCONFORM_WALK_JOURNAL_H

#include "journal.h"
#include "run_record.h"
#include "run_session.h"

struct walk_journal {
    struct journal *journal;
    struct run_totals totals;
    struct run_blame blame;
    struct arena *arena;
    char failure[LIMIT_REASON]; /* why it could not be written, or "" */
};

/* Begins a journal in the folder of the options, which chose `selection`.  False: `failure` says why. */
bool walk_journal_begin(struct walk_journal *journal, const struct run_options *options,
                        const struct run_session *session);
void walk_journal_add(struct walk_journal *journal, const struct test_case *test, const struct exec_result *result,
                      const char *steps);
/* Completes and closes it; `shutdown` is how the implementation failed to end, or "". */
void walk_journal_end(struct walk_journal *journal, const char *shutdown);

#endif
