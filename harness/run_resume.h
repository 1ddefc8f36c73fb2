/*
 * What an interrupted run left behind, for the run that goes on with it: does its journal belong to this run, and what
 * did each finished case give?  Knows journals and records; nothing of Check.
 */
#ifndef IMCONFORM_RUN_RESUME_H
#define IMCONFORM_RUN_RESUME_H

#include <jansson.h>

#include "runner.h"

/* The first member of a header in which two runs must agree and these do not, or NULL. */
const char *run_resume_differs(const json_t *then, const json_t *now);
/* The journal in the folder of the options: a new one that begins with the header, or, if they say so, the one that was
 * interrupted there, whose records `each` is told of.  NULL with a reason. */
struct journal *run_resume_begin(const struct run_options *options, const json_t *header,
                                 void (*each)(void *context, const json_t *record), void *context,
                                 char reason[LIMIT_REASON]);
/* A case's result as far as its record tells: verdict, step, reason, rules blamed, readings taken, notes. */
void run_resume_result(const json_t *record, struct exec_result *result);

#endif
