/*
 * An implementation as somebody sees it who knows the abstraction only: words of inputs go in, each after a reset, and
 * outputs come back.  It lives in a process of its own that answers one word after the other; a crash or a hang ends that
 * process, is an output, and the next word gets a new one.  Knows adapters and the abstraction's inputs, and asks no
 * oracle.
 */
#ifndef IMCONFORM_SUBJECT_H
#define IMCONFORM_SUBJECT_H

#include "abstraction.h"
#include "adapter.h"

enum { SUBJECT_WORD = 4096 }; /* inputs of one word: far more than a suite has */

struct subject_options {
    const char *locator, *profile;
    unsigned start_ms; /* see adapter.h */
    unsigned step_ms;  /* how long a word may take inside this process's own child, or a step elsewhere */
    bool allow_remote;
};

struct subject;

/* Starts the implementation once and asks what it has.  NULL with a reason.  The caller closes it. */
struct subject *subject_open(const struct subject_options *options, char reason[LIMIT_REASON]);
void subject_close(struct subject *subject); /* NULL is allowed */
const struct iut_identity *subject_iut(const struct subject *subject);
const bool *subject_capable(const struct subject *subject); /* [IM_EVENT_COUNT] */
bool subject_invoke_only(const struct subject *subject);
/* Who is at the client: the local user and the first contacts of the primary service.  Lives as long as the subject. */
const struct people *subject_people(const struct subject *subject);
/* What the inputs mean; before the first word.  Borrowed. */
void subject_use(struct subject *subject, const struct abstraction *abstraction);
/* How long to wait before the last input of a word: 0 at first. */
void subject_wait(struct subject *subject, unsigned milliseconds);
/* Performs a word of at most SUBJECT_WORD inputs.  False with a reason: the implementation could not be started again. */
bool subject_ask(struct subject *subject, const uint16_t *word, size_t length, struct abstract_output *outputs,
                 char reason[LIMIT_REASON]);

struct subject_counts {
    uint64_t words, steps;
    uint64_t broken_resets; /* how often it broke down when it was set back after a word */
};
struct subject_counts subject_counts(const struct subject *subject);

#endif
