/*
 * Are the cases adequate?  Judges them by a model in which one thing was left out or changed, and tells who notices.
 * Runs no implementation: a case notices a mutation where something that it writes disagrees with the mutant.
 */
#ifndef IMCONFORM_ADEQUACY_H
#define IMCONFORM_ADEQUACY_H

#include "case.h"
#include "mutate.h"

/* What became of one mutation. */
enum adequacy {
    ADEQUACY_NOTICED,
    ADEQUACY_EQUIVALENT, /* no case notices, and equivalents.def says why none can */
    ADEQUACY_UNNOTICED,  /* no case notices */
    ADEQUACY_LISTED,     /* a case notices, and equivalents.def says that none can: an error of that list */
    ADEQUACY_COUNT
};

struct adequacy_result {
    enum adequacy outcome;
    char id[IM_MUTATION_ID];
    const char *file; /* of the model, where the entry stands */
    unsigned line;
    const struct test_case
        *by;            /* the first case that notices it, of those that name the rule if there is any; or NULL */
    const char *reason; /* of equivalents.def, or NULL */
};

/* All mutations of a profile; the caller frees the list. */
struct im_mutation *adequacy_mutations(const struct im_profile *profile, size_t *count);
/* Looks for a case that notices. */
void adequacy_try(const struct suite *suite, const struct im_profile *profile, const struct im_mutation *mutation,
                  struct adequacy_result *result);
/* Tries those of the list that are `wanted`, in so many processes, and writes a result for each of them.  What it is does
 * not depend on the number.  `each`, which may be NULL, is told of those that this process tries. */
void adequacy_try_each(const struct suite *suite, const struct im_profile *profile, const struct im_mutation *list,
                       const bool *wanted, size_t count, unsigned jobs, void (*each)(size_t at),
                       struct adequacy_result *results);
/* The first case that disagrees with the model as it is, which then cannot notice anything; NULL if there is none. */
const struct test_case *adequacy_unsound(const struct suite *suite, const struct im_profile *profile);
/* The ids of the n-th entry of equivalents.def, NULL behind the last one; *stale tells that no mutation has such an id. */
const char *adequacy_equivalent(const struct im_profile *profile, size_t n, bool *stale);

#endif
