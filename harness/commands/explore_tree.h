/*
 * The part of `explore` that tries every sequence on an implementation: progress, interruption, what is told in the end.
 */
#ifndef IMCONFORM_EXPLORE_TREE_H
#define IMCONFORM_EXPLORE_TREE_H

#include "command.h"
#include "tree.h"

struct explore_tree_options {
    struct tree_options tree;
    const char *checkpoint; /* file that an interrupted exploration leaves */
    const char *out;        /* folder for the cases that fail; NULL: the one of the implementation's name */
    bool resume;
};

/* Status 1 if a sequence fails, 2 if it was interrupted or could not be judged. */
enum status explore_tree(const struct command *command, struct explore_tree_options *options);

#endif
