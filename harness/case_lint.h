/*
 * The second look at cases: does every written expectation agree with the oracle?  Runs each case against the model alone, along the path of the preferred outcomes.
 */
#ifndef IMCONFORM_CASE_LINT_H
#define IMCONFORM_CASE_LINT_H

#include "case.h"

struct lint_totals {
    size_t cases, steps, expectations; /* looked at */
    size_t complaints;
};

void lint_suite(const struct suite *suite, case_complaint complain, void *context, struct lint_totals *totals);
/* What an implementation can be: each case is held against the model for each of them that it speaks of. */
enum lint_world {
    LINT_PLAIN,  /* every binding, and objects that show COM identity */
    LINT_TOKENS, /* tokens of a protocol, which do not tell contacts apart */
    LINT_INVOKE, /* reached through IDispatch::Invoke alone */
    LINT_WORLDS
};
/* Does any expectation of the case disagree with the model of that profile?  Says nothing, and stops at the first one. */
bool lint_disagrees(const struct test_case *test, const struct im_profile *profile, enum lint_world world);

/* Told of each step on the path of the preferred outcomes, before it is taken, with what is allowed there. */
struct run;
typedef void (*lint_path)(void *context, const struct run *run, const struct step *step,
                          const struct im_allowed_set *allowed);
/* Follows the case along that path, whatever it expects.  False if there is none to its end. */
bool lint_follow(const struct test_case *test, const struct im_profile *profile, lint_path path, void *context);

#endif
