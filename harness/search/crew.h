/*
 * Several processes of one implementation that share the words that are asked of it.  What comes back is what one of them
 * would have answered, and in the order in which it is asked for: each word begins after a reset.
 */
#ifndef IMCONFORM_CREW_H
#define IMCONFORM_CREW_H

#include "subject.h"

struct crew;

/* As subject_open.  0 jobs: one for each processor if that costs nothing but processes of this program, else one. */
struct crew *crew_open(const struct subject_options *options, unsigned jobs, char reason[LIMIT_REASON]);
void crew_close(struct crew *crew); /* NULL is allowed */
/* What the inputs mean; before the first word.  Borrowed. */
void crew_use(struct crew *crew, const struct abstraction *abstraction);
/* One of them, for whoever has a question that does not count. */
struct subject *crew_subject(struct crew *crew);

/* Gives the words that will be asked, in their order; false: there are no more.  A word lives until the next one. */
typedef bool crew_source(void *context, const uint16_t **word, size_t *length);
/* Words that are asked from now on are known in advance, so that several can be asked at once.  Others may be asked in
 * between.  NULL: what was foretold is not asked any more. */
void crew_foretell(struct crew *crew, crew_source *source, void *context);
/* As subject_ask. */
bool crew_ask(struct crew *crew, const uint16_t *word, size_t length, struct abstract_output *outputs,
              char reason[LIMIT_REASON]);
/* Of the words that were asked, whatever was done in advance. */
struct subject_counts crew_counts(const struct crew *crew);

#endif
