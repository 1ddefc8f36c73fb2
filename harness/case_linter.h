/*
 * What the parts of the linter share.  Internal to case_lint*.c.
 */
#ifndef IMCONFORM_CASE_LINTER_H
#define IMCONFORM_CASE_LINTER_H

#include "case_lint.h"
#include "coverage.h"
#include "witness.h"

struct linter {
    struct run *run;
    case_complaint complain;
    void *context;
    struct lint_totals *totals;
    struct im_allowed_set allowed;
    struct im_event asked;
    const struct step *step;
    bool silent;                 /* nobody wants to know more than whether there is a complaint */
    bool guarded[IM_RULE_COUNT]; /* the case has an answer that this rule explains the refusal of */
    unsigned tokens;             /* given out so far */
    struct coverage_walk *walk;  /* where the case goes is noted there; may be NULL */
    lint_path path;              /* only told of the steps, which are not checked; or NULL */
};

void lint_found(struct linter *linter, const struct step *step, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* What the model says of a code, as a case would write it: IM_ACCEPTED, IM_NOTED or IM_REJECTED. */
enum im_grade lint_grade(const struct im_allowed_set *set, uint32_t hresult);
/* What an observation is judged to be while nothing was asked before. */
struct im_judgement lint_judged(struct linter *linter, const struct im_observation *obs);
/* The step that is due: what is asked, what is allowed and what is preferred.  False after a complaint. */
bool lint_ask(struct linter *linter, const struct step *step, struct im_observation *preferred);
/* Goes on as if the preferred outcome had come back. */
bool lint_advance(struct linter *linter, const struct step *step, const struct im_observation *preferred);

/* Checks the steps of several callers at once (case_lint_together.c): a code must be allowed in some order exactly where
 * the case writes so.  The world is as it was before. */
void lint_together(struct linter *linter, const struct step *steps, size_t count);

#endif
