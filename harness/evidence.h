/*
 * What a case leaves behind while it runs: its steps as JSON and its result, in memory that is shared between the
 * child that runs it and the parent that writes the journal, so that a crash loses nothing.
 */
#ifndef IMCONFORM_EVIDENCE_H
#define IMCONFORM_EVIDENCE_H

#include <jansson.h>

#include "exec.h"
#include "ics.h"

struct evidence;

/* Shared memory for so many cases at a time; NULL with errno if there is none. */
struct evidence *evidence_new(size_t count);
struct evidence *evidence_at(struct evidence *evidence, size_t index);
void evidence_free(struct evidence *evidence, size_t count); /* NULL is allowed */
/* Empties it, before a case. */
void evidence_clear(struct evidence *evidence);
/* What the case answers; it is compared with `before`, which the caller sets, too. */
struct agreement *evidence_agreement(struct evidence *evidence);

/* --- in the process that runs the case --- */

/* The watch that records each step. */
struct exec_watch evidence_watch(struct evidence *evidence);
/* The watch that notes no more than how far the case is, and what no answer would be blamed on: quicker. */
struct exec_watch evidence_watch_briefly(struct evidence *evidence);
/* Guards against what an implementation in the same process may do: a fatal signal is noted before the process dies
 * of it, and a step that takes longer than `step_ms` ends the process. */
void evidence_guard(struct evidence *evidence, unsigned step_ms);
/* A byte is written to `fd` before the case waits for the first time: the processor is free for another one. */
void evidence_tell(struct evidence *evidence, int fd);
/* Hands the result over; the case counts as finished from now on. */
void evidence_finish(struct evidence *evidence, const struct exec_result *result);

/* --- in the process that keeps the journal --- */

bool evidence_is_finished(const struct evidence *evidence);
/* The result; where the case did not finish, what became of it, from what was noted. */
void evidence_result(const struct evidence *evidence, const struct test_case *test, struct exec_result *result);
/* The steps, as JSON objects separated by commas; a step that did not end is the last one.  Lives until the next
 * evidence_clear. */
const char *evidence_steps(struct evidence *evidence);
ics_set evidence_used(const struct evidence *evidence); /* what these steps use */

#endif
