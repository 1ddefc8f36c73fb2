/*
 * What an interrupted exploration leaves, and a later one goes on with: a JSON file.
 */
#ifndef IMCONFORM_CHECKPOINT_H
#define IMCONFORM_CHECKPOINT_H

#include "tree.h"

/* False with a reason. */
bool checkpoint_write(const char *path, const struct tree_options *options, const struct tree_share *share,
                      char reason[LIMIT_REASON]);
/* Fills in `share`.  False with a reason, also if the exploration was another one than `options` asks for. */
bool checkpoint_read(const char *path, const struct tree_options *options, struct tree_share *share,
                     char reason[LIMIT_REASON]);

#endif
