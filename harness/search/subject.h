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

enum {
    SUBJECT_WORD = 4096, /* inputs of one word: far more than a suite has; and of several that go together */
    SUBJECT_BATCH = 32,  /* words that go together */
};

struct subject_options {
    const char *locator, *profile;
    unsigned start_ms; /* see adapter.h */
    unsigned step_ms;  /* how long a word may take inside this process's own child, or a step elsewhere */
    bool allow_remote;
};

struct subject;

/* Starts the implementation once and asks what it has.  NULL with a reason.  The caller closes it. */
struct subject *subject_open(const struct subject_options *options, char reason[LIMIT_REASON]);
void subject_close(struct subject *subject);                           /* NULL is allowed */
unsigned subject_jobs(const struct subject *subject, unsigned wanted); /* as run_session_jobs */
const struct iut_identity *subject_iut(const struct subject *subject);
const bool *subject_capable(const struct subject *subject); /* [IM_EVENT_COUNT] */
bool subject_invoke_only(const struct subject *subject);
/* Who is at the client: the local user and the first contacts of the primary service.  Lives as long as the subject. */
const struct people *subject_people(const struct subject *subject);
/* What the inputs mean; before the first word.  Borrowed. */
void subject_use(struct subject *subject, const struct abstraction *abstraction);
/* How long to wait before the last input of a word: 0 at first. */
void subject_wait(struct subject *subject, unsigned milliseconds);
/* --- words that go together --- */

/* Words one behind the other, and what came back: `outputs` of all of them.  A word is not answered if one before it ended
 * the process. */
struct subject_batch {
    uint32_t count;
    struct subject_word {
        uint32_t from, length, done; /* inputs that were performed */
        bool answered, broken_reset; /* it broke down when it was set back behind the word */
    } word[SUBJECT_BATCH];
    uint16_t inputs[SUBJECT_WORD];
    struct abstract_output outputs[SUBJECT_WORD];
};

/* Adds a word to those that go together; false if it has no room. */
bool subject_add(struct subject_batch *batch, const uint16_t *word, size_t length);
/* Has them performed, while the caller does something else.  False with a reason: the implementation could not be
 * started again.  What follows must be subject_receive, with the same batch. */
bool subject_send(struct subject *subject, const struct subject_batch *batch, char reason[LIMIT_REASON]);
void subject_receive(struct subject *subject, struct subject_batch *batch);

/* Performs a word of at most SUBJECT_WORD inputs.  `done` may be NULL.  False with a reason: the implementation could not be started again. */
bool subject_ask(struct subject *subject, const uint16_t *word, size_t length, struct abstract_output *outputs,
                 struct subject_word *done, char reason[LIMIT_REASON]);

/* What one word came to, beside its outputs: adds to the sums. */
struct subject_counts {
    uint64_t words, steps;
    uint64_t broken_resets; /* how often it broke down when it was set back after a word */
};
void subject_count(struct subject_counts *counts, const struct subject_word *word);

#endif
