/*
 * The list of failures that are known of one implementation: wrong in both directions is an error.
 * One case id per line; what follows a # is a remark.
 */
#ifndef IMCONFORM_BASELINE_H
#define IMCONFORM_BASELINE_H

#include <stdio.h>

#include "base.h"
#include "case.h"

struct baseline;

/* NULL with a reason: it cannot be read, names a case twice, or one that does not exist. */
struct baseline *baseline_load(const char *path, const struct suite *suite, char reason[LIMIT_REASON]);
void baseline_free(struct baseline *baseline);
/* Takes note of a case's verdict; true if it failed and was known to.  NULL knows nothing. */
bool baseline_note(const struct baseline *baseline, const char *id, bool failed);
/* How many known failures happened. */
size_t baseline_known(const struct baseline *baseline);
/* Prints the entries whose cases were run and did not fail; returns how many. */
size_t baseline_tell_healed(const struct baseline *baseline, FILE *to);

#endif
