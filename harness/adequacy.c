/*
 * Who notices a mutation of the model: see adequacy.h.
 */
#include "adequacy.h"

#include "base.h"
#include "case_lint.h"

struct im_mutation *adequacy_mutations(const struct im_profile *profile, size_t *count)
{
    *count = im_mutations(profile->book, NULL, 0);
    struct im_mutation *list = must_realloc(NULL, *count * sizeof *list);
    im_mutations(profile->book, list, *count);
    return list;
}

/* The rule whose cases should notice first, or IM_RULE_NONE. */
static enum im_rule rule_of(const struct im_rulebook *book, const struct im_mutation *mutation)
{
    switch ((enum im_mutation_kind)mutation->kind) {
    case IM_RULE_DELETED:
    case IM_RULE_FLIPPED: return (enum im_rule)mutation->at;
    case IM_ROW_DELETED:
    case IM_ROW_FLIPPED:
    case IM_ANSWER_REMOVED: return (enum im_rule)book->rows->row[mutation->at].rule;
    case IM_BOUND_MOVED: return IM_RULE_NONE;
    default: break;
    }
    if (mutation->of_row) return (enum im_rule)book->rows->row[mutation->at].rule;
    return (enum im_rule)book->conditions->condition[mutation->at].rule;
}

static bool names(const struct test_case *test, enum im_rule rule)
{
    for (size_t i = 0; i < test->rule_count; i++) {
        if (test->rules[i] == rule) return true;
    }
    return false;
}

void adequacy_try(const struct suite *suite, const struct im_profile *profile, const struct im_mutation *mutation,
                  struct adequacy_result *result)
{
    static struct im_mutant mutant;
    *result = (struct adequacy_result){ .mutation = mutation };
    im_mutation_id(profile->book, mutation, result->id);
    result->file = im_mutation_place(profile->book, mutation, &result->line);
    if (!im_mutate(profile, mutation, &mutant)) return;
    enum im_rule rule = rule_of(profile->book, mutation);
    for (int others = rule == IM_RULE_NONE; others < 2 && result->by == NULL; others++) {
        for (size_t i = 0; i < suite->count && result->by == NULL; i++) {
            if (rule != IM_RULE_NONE && names(&suite->cases[i], rule) == (others != 0)) continue;
            if (lint_disagrees(&suite->cases[i], &mutant.profile)) result->by = &suite->cases[i];
        }
    }
}
