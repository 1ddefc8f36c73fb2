/*
 * One step in the place of two, for sequences in which no step can be dropped and no two can: signing out closes what was
 * closed window by window, a call asks what was asked before.  Knows steps alone.
 */
#ifndef IMCONFORM_INSTEAD_H
#define IMCONFORM_INSTEAD_H

#include "steps.h"

/* Variants that are shorter by a step or more: any two are left out, and one stands somewhere in their place: a change of
 * the client or a call for somebody first, then what is done to a window or a contact that is held there, then a step
 * that the sequence takes anyway.  `take` gets them until it returns true; then instead_each does so too.  What `take`
 * gets ends when it returns. */
bool instead_each(const struct steps *steps, const bool capable[IM_EVENT_COUNT], steps_taker take, void *context);

#endif
