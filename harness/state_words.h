/* The model's state in words, for replay. */
#ifndef IMCONFORM_STATE_WORDS_H
#define IMCONFORM_STATE_WORDS_H

#include "world.h"

/* "signed in; alice@example.com: shown, object w1 alive with 2 references". */
const char *state_words(struct arena *arena, const struct world *world);

#endif
