/*
 * Are the cases adequate?  Judges them by a model in which one thing was left out or changed, and tells who notices.
 * Runs no implementation: a case notices a mutation where something that it writes disagrees with the mutant.
 */
#ifndef IMCONFORM_ADEQUACY_H
#define IMCONFORM_ADEQUACY_H

#include "case.h"
#include "mutate.h"

/* What became of one mutation. */
struct adequacy_result {
    const struct im_mutation *mutation;
    char id[IM_MUTATION_ID];
    const char *file; /* of the model, where the entry stands */
    unsigned line;
    const struct test_case
        *by; /* the first case that notices it, of those that name the rule if there is any; or NULL */
};

/* All mutations of a profile; the caller frees the list. */
struct im_mutation *adequacy_mutations(const struct im_profile *profile, size_t *count);
/* Looks for a case that notices. */
void adequacy_try(const struct suite *suite, const struct im_profile *profile, const struct im_mutation *mutation,
                  struct adequacy_result *result);

#endif
