/*
 * Who speaks of what: from clauses to rules to cases.
 */
#ifndef IMCONFORM_TRACE_H
#define IMCONFORM_TRACE_H

#include "case.h"

/* Does the rule cite "C-30" or "A-34"? */
bool rule_cites(enum im_rule rule, const char *id);
/* Does any rule? */
bool clause_cited(const char *id);
/* How many cases name the rule. */
size_t rule_cases(const struct suite *suite, enum im_rule rule);

#endif
