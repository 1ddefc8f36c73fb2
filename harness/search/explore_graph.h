/*
 * What an exploration found, as a graph for other tools.
 */
#ifndef IMCONFORM_EXPLORE_GRAPH_H
#define IMCONFORM_EXPLORE_GRAPH_H

#include <stdio.h>

#include "explore.h"

enum { EXPLORE_DRAWN = 20000 }; /* states of a graph at most: larger ones no viewer shows */

/* Both want an exploration that was made with options.graph.  Steps that lead to where they begin are left out of the
 * drawing and counted in its label; JSON has all.  False: the file could not be written. */
bool explore_write_dot(const struct machine *machine, const struct explored *found, FILE *to);
bool explore_write_json(const struct machine *machine, const struct explored *found, FILE *to);

#endif
