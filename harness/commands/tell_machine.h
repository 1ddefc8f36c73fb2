/*
 * What of the machine was gone through, in words: for a run, and for the cases alone.
 */
#ifndef IMCONFORM_TELL_MACHINE_H
#define IMCONFORM_TELL_MACHINE_H

#include "coverage.h"

/* Prints a line with counts that ends with `by`, then up to `most` things that are in `all` and not in `done`.  Returns how
 * many there are. */
size_t tell_machine(const struct coverage *all, const struct coverage *done, size_t most, const char *by);
/* Prints what is in `done` and not in `all`, where `all` is what coverage_of_machine found; returns how much that is. */
size_t tell_unfound(const struct coverage *all, const struct coverage *done);

#endif
