/*
 * Answers that an implementation could give to a step of a case: those that fit what the case writes, and those that
 * contradict it.  The model must take each as the case does.  Knows the language of cases; asks the model only where it
 * wants a closer look, and what the handles of objects are.
 */
#ifndef IMCONFORM_WITNESS_H
#define IMCONFORM_WITNESS_H

#include "exec.h"

struct witness {
    struct im_observation obs;
    const char *what; /* what came beside the HRESULT: "the window of", "NULL", "windows" */
    const char *name; /* ... of what, or NULL */
    bool fits;        /* what the case writes; otherwise it contradicts that */
    uint8_t limit;    /* enum im_grade: the worst that it may be given if it fits, the best one if not */
};

typedef void (*witness_taker)(void *context, const struct witness *witness);

/* Gives the witnesses of a step to `take`, one after the other; the names in them live in the run's arena.  `preferred`
 * is an observation that the model likes best: it fills in what the case says nothing about. */
void witness_each(struct run *run, const struct step *step, const struct im_event *asked,
                  const struct im_observation *preferred, witness_taker take, void *context);

#endif
