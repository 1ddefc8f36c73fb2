/*
 * Simpler arguments for the steps of a sequence.  Knows steps alone.
 *
 * What is simple: ppMWindow given, any binding, a string by value for alice; then bob, carol, dave, somebody on no list, a
 * contact of the secondary service, oneself; then a role in other letters; then literal text, the shorter the simpler, `a`
 * the simplest character; a contact object before the other types.  IsClosed before HWND and the geometry, 100 before
 * other values and those near 0 before those far off, the options dialog, the name that was given first.
 */
#ifndef IMCONFORM_SIMPLER_H
#define IMCONFORM_SIMPLER_H

#include "steps.h"

/* How far from simple; what is simpler is less. */
uint64_t steps_weight(const struct steps *steps);
/* Variants of the steps with one thing made simpler, the simplest first.  `take` gets them until it returns true; then
 * simpler_each does so too.  What `take` gets ends when it returns. */
bool simpler_each(const struct steps *steps, steps_taker take, void *context);
/* Variants with somebody else in one step, whether that is simpler or not. */
bool others_each(struct arena *arena, const struct steps *steps, steps_taker take, void *context);

#endif
