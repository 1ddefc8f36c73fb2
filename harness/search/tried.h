/*
 * Which sequences were tried in vain, so that none is tried twice.  Sequences are equal if a case would say the same of
 * both (scribe.h): names are no difference.
 */
#ifndef IMCONFORM_TRIED_H
#define IMCONFORM_TRIED_H

#include "case.h"

struct tried {
    uint64_t *keys; /* a table with gaps; 0 is one */
    size_t room, count;
};

/* Notes the case; false if an equal one was noted before.  Begins with zeros; ends with tried_free. */
bool tried_note(struct tried *tried, const struct test_case *test);
void tried_free(struct tried *tried);

#endif
