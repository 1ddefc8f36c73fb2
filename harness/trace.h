/*
 * Who speaks of what: from clauses to rules to cases and to the lines of the model.
 */
#ifndef IMCONFORM_TRACE_H
#define IMCONFORM_TRACE_H

#include "base.h"
#include "case.h"

/* Does the rule cite "C-30" or "A-34"? */
bool rule_cites(enum im_rule rule, const char *id);
/* Does any rule? */
bool clause_cited(const char *id);
/* How many cases name the rule. */
size_t rule_cases(const struct suite *suite, enum im_rule rule);

/* A line of the model that names a rule.  The list is made when the kit is built, file by file; it ends with
 * IM_RULE_NONE. */
struct rule_place {
    enum im_rule rule;
    const char *file;
    unsigned line;
};
extern const struct rule_place rule_places[];
/* "model/table.c:291 300, model/blame.c:30", in the arena. */
const char *rule_lines(struct arena *arena, enum im_rule rule);

/* What is wrong with an ambiguity, or NULL: either the ledger keeps which reading of it is taken, or it says why not. */
const char *trace_ambiguity(const struct im_ambiguity_info *ambiguity);

/* Complains of what has no counterpart: a clause that could be tested and has no rule, a rule without a clause, without a
 * case or without a line of the model, a rule that cites what does not exist or a fact about Wine, an ambiguity without a
 * question and without a reason.  Returns how many. */
size_t trace_lint(const struct suite *suite, case_complaint complain, void *context);

#endif
