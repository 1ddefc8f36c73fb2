/*
 * The journal: JSON Lines, each line carrying the digest of the line before it, the only thing that passes from the
 * harness to the reports.  Knows lines and digests; what a record says is its caller's business.
 */
#ifndef IMCONFORM_JOURNAL_H
#define IMCONFORM_JOURNAL_H

#include <jansson.h>

#include "base.h"
#include "verdict.h"

enum { JOURNAL_FORMAT = 1 };

struct journal;

/* Begins a new journal; an existing file is replaced.  NULL with a message in `reason`. */
struct journal *journal_create(const char *path, char reason[LIMIT_REASON]);
/* Goes on with one that was interrupted: checks every line, cuts off a last one that is incomplete, and calls `each` for
 * the records.  NULL with a message in `reason` if it cannot be gone on with. */
struct journal *journal_resume(const char *path, void (*each)(void *context, const json_t *record), void *context,
                               char reason[LIMIT_REASON]);
/* Writes one line with one write: {"prev":…, MEMBERS, "LIST":[ITEMS]}; `list` may be NULL.  False with errno if it could
 * not be written; nothing of it stays in the file then. */
bool journal_write(struct journal *journal, const json_t *members, const char *list, const char *items);
/* Writes the footer: counts, and the digest of all lines before it.  The journal is complete then. */
bool journal_end(struct journal *journal, json_t *members);
void journal_close(struct journal *journal); /* NULL is allowed */

/* What verify found.  Line 0: the file as a whole. */
typedef void (*journal_complaint)(void *context, unsigned line, const char *message);
enum journal_state { JOURNAL_WHOLE, JOURNAL_INTERRUPTED, JOURNAL_BROKEN, JOURNAL_UNREADABLE };
/* Checks the chain, the order of the records, the counts and the digest.  `each` may be NULL. */
enum journal_state journal_verify(const char *path, journal_complaint complain,
                                  void (*each)(void *context, const json_t *record), void *context);

#endif
