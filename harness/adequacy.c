/*
 * Who notices a mutation of the model: see adequacy.h.
 */
#include "adequacy.h"

#include <errno.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base.h"
#include "case_lint.h"
#include "limits.h"

static const struct {
    const char *ids, *reason;
} equivalents[] = {
#define EQUIVALENT(ids, reason) { ids, reason },
#include "equivalents.def"
#undef EQUIVALENT
};
enum { EQUIVALENTS = sizeof equivalents / sizeof equivalents[0] };

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

/* Those that name the rule are asked first, and each world after the other. */
static const struct test_case *first_noticing(const struct suite *suite, const struct im_profile *mutant,
                                              enum im_rule rule)
{
    for (int turn = 0; turn < 2 * LINT_WORLDS; turn++) {
        bool others = turn % 2 != 0;
        for (size_t i = 0; i < suite->count; i++) {
            if (names(&suite->cases[i], rule) == others) continue;
            if (lint_disagrees(&suite->cases[i], mutant, (enum lint_world)(turn / 2))) return &suite->cases[i];
        }
    }
    return NULL;
}

void adequacy_try(const struct suite *suite, const struct im_profile *profile, const struct im_mutation *mutation,
                  struct adequacy_result *result)
{
    static struct im_mutant mutant;
    *result = (struct adequacy_result){ .outcome = ADEQUACY_UNNOTICED };
    im_mutation_id(profile->book, mutation, result->id);
    result->file = im_mutation_place(profile->book, mutation, &result->line);
    for (size_t i = 0; i < EQUIVALENTS && result->reason == NULL; i++) {
        if (fnmatch(equivalents[i].ids, result->id, 0) == 0) result->reason = equivalents[i].reason;
    }
    if (!im_mutate(profile, mutation, &mutant)) return;
    result->by = first_noticing(suite, &mutant.profile, rule_of(profile->book, mutation));
    if (result->by != NULL) {
        result->outcome = result->reason != NULL ? ADEQUACY_LISTED : ADEQUACY_NOTICED;
    } else if (result->reason != NULL) {
        result->outcome = ADEQUACY_EQUIVALENT;
    }
}

/* --- several at the same time --- */

/* What the processes share.  Pointers in the results are to what all of them had before they parted. */
struct work {
    size_t next; /* of the list, for whoever comes */
    bool *done;
    struct adequacy_result *results;
};

/* Tries one after the other, as long as there are any that nobody else has. */
static void work_on(struct work *work, const struct suite *suite, const struct im_profile *profile,
                    const struct im_mutation *list, const bool *wanted, size_t count, void (*each)(size_t at))
{
    for (size_t at; (at = __atomic_fetch_add(&work->next, 1, __ATOMIC_RELAXED)) < count;) {
        if (!wanted[at] || work->done[at]) continue;
        if (each != NULL) each(at);
        adequacy_try(suite, profile, &list[at], &work->results[at]);
        work->done[at] = true;
    }
}

void adequacy_try_each(const struct suite *suite, const struct im_profile *profile, const struct im_mutation *list,
                       const bool *wanted, size_t count, unsigned jobs, void (*each)(size_t at),
                       struct adequacy_result *results)
{
    struct arena *arena = arena_new_shared();
    struct work *work = arena_alloc(arena, sizeof *work);
    work->done = arena_alloc(arena, (count + 1) * sizeof *work->done);
    work->results = arena_alloc(arena, (count + 1) * sizeof *work->results);
    pid_t helpers[LIMIT_JOBS], parent = getpid();
    unsigned helping = 0;
    fflush(NULL);
    for (unsigned i = 1; i < jobs && i < LIMIT_JOBS; i++) {
        pid_t helper = fork();
        if (helper == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() == parent) work_on(work, suite, profile, list, wanted, count, NULL);
            _exit(0);
        }
        if (helper > 0) helpers[helping++] = helper;
    }
    work_on(work, suite, profile, list, wanted, count, each);
    for (unsigned i = 0; i < helping; i++) {
        while (waitpid(helpers[i], NULL, 0) < 0 && errno == EINTR) continue;
    }
    work->next = 0; /* one that was killed left its own undone */
    work_on(work, suite, profile, list, wanted, count, each);
    if (count > 0) memcpy(results, work->results, count * sizeof *results);
    arena_free(arena);
}

const struct test_case *adequacy_unsound(const struct suite *suite, const struct im_profile *profile)
{
    for (size_t i = 0; i < suite->count; i++) {
        for (int world = 0; world < LINT_WORLDS; world++) {
            if (lint_disagrees(&suite->cases[i], profile, (enum lint_world)world)) return &suite->cases[i];
        }
    }
    return NULL;
}

const char *adequacy_equivalent(const struct im_profile *profile, size_t n, bool *stale)
{
    if (n >= EQUIVALENTS) return NULL;
    size_t count;
    struct im_mutation *list = adequacy_mutations(profile, &count);
    *stale = true;
    for (size_t i = 0; i < count && *stale; i++) {
        char id[IM_MUTATION_ID];
        im_mutation_id(profile->book, &list[i], id);
        *stale = fnmatch(equivalents[n].ids, id, 0) != 0;
    }
    free(list);
    return equivalents[n].ids;
}
