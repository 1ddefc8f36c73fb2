/*
 * What an interrupted run left behind, for the run that goes on with it: does its journal belong to this run, and what
 * did each finished case give?  Knows records; nothing of files or Check.
 */
#ifndef IMCONFORM_RUN_RESUME_H
#define IMCONFORM_RUN_RESUME_H

#include <jansson.h>

#include "exec.h"

/* The first member of a header in which two runs must agree and these do not, or NULL. */
const char *run_resume_differs(const json_t *then, const json_t *now);
/* A case's result as far as its record tells: verdict, step, reason, rules blamed, readings taken, notes. */
void run_resume_result(const json_t *record, struct exec_result *result);

#endif
