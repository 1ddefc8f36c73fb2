/*
 * What happened, in words for a terminal, from the records of the journal: one way to say it for run and replay.
 * Text of an implementation is shown with control characters made visible.
 */
#ifndef IMCONFORM_WORDS_H
#define IMCONFORM_WORDS_H

#include <jansson.h>

#include "base.h"
#include "case.h"
#include "verdict.h"

/* "S_OK | S_FALSE | 1780 (noted), with the window's object". */
const char *words_allowed(struct arena *arena, const json_t *step);
/* "S_OK, window w2: another contact's window", "no answer: ...". */
const char *words_observed(struct arena *arena, const json_t *step);
/* Where the step was one of several callers at once: all of their calls as they were sent and answered, and why no order of
 * them explains, in lines that begin with `indent`; else "". */
const char *words_together(struct arena *arena, const json_t *steps, const json_t *step, const char *indent);
/* "REUSE (MUST, C-27 C-30)  while a reference is held, ...". */
const char *words_rule(struct arena *arena, enum im_rule rule);
/* Printable: control characters, and what a terminal could take for a command, become \xNN or \uNNNN. */
const char *words_safe(struct arena *arena, const char *text);
/* A word as a shell takes it: quoted where that is needed. */
const char *words_quoted(struct arena *arena, const char *word);

#endif
