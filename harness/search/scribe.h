/*
 * From a failing sequence to a case of the kit's own: with names in their order, and of each step the strictest expectation
 * that the model agrees to, as `lint` holds it against the case.  Nothing of what an implementation answered is in it.
 *
 * The id is FOUND, the rule, and eight digits of the digest of the steps, so that the same sequence has the same id
 * whoever finds it.
 */
#ifndef IMCONFORM_SCRIBE_H
#define IMCONFORM_SCRIBE_H

#include "base.h"
#include "case.h"

/* Writes the case for the rules that were blamed, the first one first; everything lives in the arena.  False with a
 * reason: the model does not follow the sequence on its preferred path, or no case can say it. */
bool scribe(struct arena *arena, const struct test_case *found, const uint8_t *blame, size_t blames,
            struct test_case *written, char reason[LIMIT_REASON]);
/* What makes two sequences equal: the steps with their arguments, no expectation, and no name that nobody speaks of. */
const char *scribe_words(struct arena *arena, const struct test_case *test);
/* The same as the eight digits of an id. */
void scribe_digest(const struct test_case *test, char digits[9]);

#endif
