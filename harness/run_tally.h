/*
 * The sums of a run, case by case: what its summary and the footer of its journal say.  Knows results; nothing of who ran
 * the cases.
 */
#ifndef IMCONFORM_RUN_TALLY_H
#define IMCONFORM_RUN_TALLY_H

#include "runner.h"

/* Adds a case whose first rule is that one, IM_RULE_NONE if it has none.  `id` is borrowed as long as both are used.  What
 * the implementation declares (`ics`) is the caller's. */
void run_tally_add(struct run_totals *totals, struct run_blame *blame, const char *id, enum im_rule first,
                   const struct exec_result *result);
/* At the end: the culprits, and how many cases each explains. */
void run_tally_end(struct run_totals *totals, struct run_blame *blame);

#endif
