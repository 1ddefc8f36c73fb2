/*
 * The sums of a run for people: verdicts, rules, and the open questions that were answered.
 */
#ifndef IMCONFORM_TELL_TOTALS_H
#define IMCONFORM_TELL_TOTALS_H

#include "runner.h"

/* `coloured`: for a terminal. */
void tell_totals(const struct run_totals *totals, bool coloured);

#endif
