/*
 * What was learned, for a person or another program.
 */
#ifndef IMCONFORM_TELL_LEARNED_H
#define IMCONFORM_TELL_LEARNED_H

#include "learned.h"

struct telling {
    const struct abstraction *abstraction;
    struct learned learned;
    struct deviations deviations;
    bool compared; /* the deviations are all there are */
    struct clash clashes[CLASHES];
    size_t clashing;
};

/* "signIn, message(alice)", and the name of an output; in the arena. */
const char *tell_spelled(struct arena *arena, const struct abstraction *abstraction, const uint16_t *word,
                         size_t length);
const char *tell_output(struct arena *arena, const struct abstract_output *output);

/* On standard output. */
void tell_learned_text(const struct telling *telling, bool table);
void tell_learned_dot(const struct telling *telling);
void tell_learned_json(const struct telling *telling);

#endif
