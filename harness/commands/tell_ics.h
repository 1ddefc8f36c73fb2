/*
 * The part of a run's summary that compares what the implementation declares with what was there.
 */
#ifndef IMCONFORM_TELL_ICS_H
#define IMCONFORM_TELL_ICS_H

#include "runner.h"

/* Prints what is worth saying: nothing of an implementation that has everything and was asked for all of it. */
void tell_ics(const struct run_totals *totals);

#endif
