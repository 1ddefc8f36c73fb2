/*
 * States of the model that were met, with how many steps were left: shared by a process and its children.
 */
#ifndef IMCONFORM_TREE_SEEN_H
#define IMCONFORM_TREE_SEEN_H

#include <stdbool.h>

#include "im_model.h"

struct tree_seen;
/* Memory that children share, kept until the process ends; NULL: there is none, and nothing is known. */
struct tree_seen *tree_seen_new(void);
/* Was the state met with at least as many steps left?  If not, it is noted, as long as there is room. */
bool tree_seen(struct tree_seen *seen, const struct im_state *state, unsigned left);

#endif
