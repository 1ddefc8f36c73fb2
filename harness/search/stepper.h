/*
 * One event after the other on an implementation that was just set back: performed through the adapter, judged by the
 * oracle, and the model goes on.  What was done is kept as a case, so that it can be repeated, shrunk and printed.  All of
 * it is exec.c's work; this is for who decides on the next step when the answer to the last one is there.
 */
#ifndef IMCONFORM_STEPPER_H
#define IMCONFORM_STEPPER_H

#include "exec.h"

struct stepper {
    struct arena *arena; /* owns the steps and the run */
    struct run *run;     /* its world holds the model's state; NULL before stepper_begin */
    struct exec exec;
    struct exec_result result; /* a pass, while it goes on */
    struct test_case test;     /* the steps that were taken, the last one perhaps in vain; no rules */
    struct step *steps;
    size_t room;
    struct exec_watch watch; /* the caller's */
    enum obs_status last;    /* how the last step ended */
};

/* Begins on a session that was just reset.  The stepper must stay where it is, and ends with stepper_end.  The watch is
 * not told how a step ended that could not be made: see stepper_forget. */
void stepper_begin(struct stepper *stepper, const struct exec *exec);
/* Takes a step; what it points to must live as long as the stepper, or in its arena.  True while it goes on; else the
 * result says why not. */
bool stepper_take(struct stepper *stepper, const struct step *step);
/* After a step that did not go on: if that was for a change of the environment that could not be made, it is as if nobody
 * had tried, and true. */
bool stepper_forget(struct stepper *stepper);
/* Completes the result and frees what the stepper owns. */
void stepper_end(struct stepper *stepper);

#endif
