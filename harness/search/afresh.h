/*
 * Sequences made afresh of what a failing one is made of, for one that cannot be shortened piece by piece: what needs three
 * windows needs them at once, or one after the other, or signed out and in between.  Knows steps alone.
 */
#ifndef IMCONFORM_AFRESH_H
#define IMCONFORM_AFRESH_H

#include "steps.h"

/* Sequences that are shorter, the shortest first: signing in, calls for up to four people, up to three steps of the
 * kinds that the sequence has or that close windows, and its last step.  `take` gets them until it returns true; then
 * afresh_each does so too.  What `take` gets ends when it returns. */
bool afresh_each(const struct steps *steps, const bool capable[IM_EVENT_COUNT], steps_taker take, void *context);

#endif
