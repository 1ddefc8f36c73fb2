/*
 * Every sequence of events up to a length against an implementation, judged by the oracle.
 *
 * An implementation that lives in this process is copied by fork where sequences part, so that each beginning is done
 * once.  Any other one is set back for each sequence, whose beginning is repeated.  A sequence ends where it fails.
 *
 * Events: signing in and out, going offline and back, InstantMessage for each contact while fewer than R references are
 * held for it, and for oneself; releasing, closing and asking each window that is held, the user who closes it, and
 * the windows on the screen; of these what the implementation declares.  With `more` also what it raises, its own
 * name, contact objects, InstantMessage with them, and more members of windows.
 */
#ifndef IMCONFORM_TREE_H
#define IMCONFORM_TREE_H

#include "run_session.h"
#include "stepper.h"

enum {
    TREE_DEPTH = 12,   /* longer sequences nobody waits for */
    TREE_MOVES = 128,  /* events that one state has */
    TREE_TEXT = 8192,  /* bytes of a case file for the longest sequence */
    TREE_RULES = 16,   /* kinds of failures that are kept apart */
    TREE_WORKERS = 16, /* processes */
    TREE_CONTACTS = 4,
};

struct tree_options {
    struct run_options run;
    unsigned depth, contacts, references, workers;
    bool more;          /* also the others of the events below */
    bool prune;         /* a model state that was met with as many steps left is not gone on from */
    const char *method; /* filled in: "forked" or "repeated" */
};

/* Failures that blame one rule, and a shortest sequence that fails so. */
struct tree_failure {
    uint8_t rule; /* enum im_rule */
    unsigned length;
    uint64_t times;
    uint16_t at[TREE_DEPTH]; /* which events they are */
    char reason[LIMIT_REASON];
    char text[TREE_TEXT]; /* a case file, or comment lines with its steps and why there is no case */
};

/* One process, and what it found so far.  Lies in memory that is shared with its children and with who watches. */
struct tree_worker {
    uint64_t sequences, steps, pruned, failed, inconclusive;
    uint16_t index[TREE_DEPTH], of[TREE_DEPTH]; /* where it is: which event of how many */
    uint16_t next[TREE_DEPTH];                  /* where to go on, after it was stopped: next_length of them */
    unsigned next_length;
    bool finished;
    char cannot[LIMIT_REASON]; /* why it ended early, or "" */
    struct tree_failure failures[TREE_RULES];
    unsigned kinds;
    /* the step that is taken now */
    bool taking, again;
    uint8_t blame;
};

struct tree_share {
    volatile bool stop; /* asks all workers to end soon */
    unsigned workers;
    struct tree_worker worker[TREE_WORKERS];
};

/* The part of the work that is done, 0 to 1, if every event leads to as much as every other one. */
double tree_done(const struct tree_share *share);

/* Memory for the work; NULL with errno.  Ends with tree_free. */
struct tree_share *tree_share_new(void);
void tree_share_free(struct tree_share *share);

/* Does the work in processes of its own, from where share says, and returns when all have ended.  `watch` is called a few
 * times in a second meanwhile, and may set share->stop.  False with a reason: the implementation cannot be started. */
bool tree_explore(struct tree_options *options, struct tree_share *share, void (*watch)(void *context), void *context,
                  char reason[LIMIT_REASON]);

/* --- the events (tree_moves.c) --- */

/* What can be done now, in an order that is always the same; the arena of the stepper owns what the steps point to. */
unsigned tree_moves(const struct tree_options *options, const struct stepper *stepper, struct step room[TREE_MOVES]);

#endif
