/*
 * The model itself as a machine to explore: every state that K contacts, R references and everything that the oracle
 * allows lead to.
 *
 * A step is an event with one of its allowed answers, and all events that may come then do, at once.
 * Events: signing in and out, going offline and back, InstantMessage for each contact while fewer than R references to
 * windows for it are held, and for oneself; releasing, closing and asking each window, and the user who closes it.
 * Counters that only tell how many windows may be left on a screen stop at one: without end they would make every
 * history a state of its own.
 */
#ifndef IMCONFORM_EXPLORE_MODEL_H
#define IMCONFORM_EXPLORE_MODEL_H

#include "explore.h"
#include "im_model.h"

enum { EXPLORE_CONTACTS = 6, EXPLORE_WINDOWS = 24 /* contacts times references, at most */ };

struct explore_model_options {
    unsigned contacts, references;
    enum im_grade worst; /* answers with a worse grade are not followed */
    const struct im_profile *profile;
};

/* What is checked in every state, one sentence each; ends with NULL. */
extern const char *const explore_model_invariants[];

/* Prepares the machine; false if the limits do not fit.  `machine` refers to memory that explore_model_free frees. */
bool explore_model(const struct explore_model_options *options, struct machine *machine);
void explore_model_free(struct machine *machine);

#endif
