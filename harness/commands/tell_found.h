/*
 * What walk, explore and shrink print of a failure that became minimal: the case, where it was written, and the next command.
 */
#ifndef IMCONFORM_TELL_FOUND_H
#define IMCONFORM_TELL_FOUND_H

#include "shrink.h"

struct found_in {
    const char *locator;
    const char *out;    /* folder; the case goes to the folder found in it */
    const char *origin; /* "by a walk with seed 5"; for a comment */
    const char *before; /* each line that is not of the case: "" or "#" */
    unsigned grace_ms;  /* with all the patience that there is */
};

/* Shrinks a failing case, tells of it and writes it.  False if it does not fail steadily, or cannot be written. */
bool tell_found(struct trial *trial, const struct found_in *in, const struct test_case *test);

#endif
