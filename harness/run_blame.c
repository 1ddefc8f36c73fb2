/*
 * From many cases to the rules that are broken: see run_blame.h.
 */
#include "run_blame.h"

#include <stdlib.h>

static struct accusation accusation_of(const char *id, const struct exec_result *result)
{
    const struct outcome *outcome = &result->outcome;
    struct accusation accusation = {
        .id = id, .manner = result->testimony.manner, .first = outcome->blame[0], .suspects = result->testimony.suspects
    };
    if (accusation.manner != MANNER_NONE) return accusation;
    /* nothing could be told from a step: the implementation could not be reset, or did not end */
    accusation.manner = MANNER_ANSWER;
    accusation.suspects = (struct suspect_set){ { 0 } };
    for (uint8_t i = 0; i < outcome->blames; i++) suspect_add(&accusation.suspects, outcome->blame[i]);
    return accusation;
}

void run_blame_add(struct run_blame *blame, const char *id, const struct exec_result *result)
{
    for (int manner = 1; manner < MANNERS; manner++) {
        for (unsigned i = 1; i < SUSPECTS; i++) {
            blame->cleared[manner][i] += suspect_in(&result->testimony.cleared[manner], i);
        }
    }
    if (result->outcome.verdict != VERDICT_FAIL || result->outcome.blames == 0) return;
    if (blame->count == blame->room) {
        blame->room = blame->room == 0 ? 64 : blame->room * 2;
        blame->accusations = realloc(blame->accusations, blame->room * sizeof *blame->accusations);
        if (blame->accusations == NULL) abort(); /* only out of memory */
    }
    blame->accusations[blame->count++] = accusation_of(id, result);
}

void run_blame_free(struct run_blame *blame)
{
    free(blame->accusations);
    *blame = (struct run_blame){ 0 };
}

/* What speaks against and for one suspect. */
struct weighed {
    size_t failed, passed;
    size_t named; /* failed cases that name its rule first */
    double weight;
};

/* How much more likely a rule is that all the failed cases name first, and how many cases are few. */
static const double NAMED_WEIGHT = 0.8, FEW = 20;

static struct weighed weigh(const struct run_blame *blame, unsigned suspect)
{
    struct weighed out = { 0 };
    size_t left = 0;
    bool counted[MANNERS] = { false };
    for (size_t i = 0; i < blame->count; i++) {
        const struct accusation *accusation = &blame->accusations[i];
        if (accusation->culprit != IM_RULE_NONE) continue;
        left++;
        out.named += accusation->first == (uint8_t)suspect_rule(suspect);
        if (!suspect_in(&accusation->suspects, suspect)) continue;
        out.failed++;
        counted[accusation->manner] = true;
    }
    for (int manner = 1; manner < MANNERS; manner++) {
        if (counted[manner]) out.passed += blame->cleared[manner][suspect];
    }
    /* to explain most of what failed counts for far more than to fail always: a fault has one reason, but nearly every
     * step has some peculiarity that no other one shares; what the cases were written to show decides where few fail */
    if (out.failed == 0) return out;
    double failed = (double)out.failed, all = failed + (double)out.passed;
    double likely = 1 + NAMED_WEIGHT * (double)out.named / (double)left / (1 + (double)left / FEW);
    out.weight = likely * failed * failed * failed * failed * failed / all;
    return out;
}

/* Of equals the one that cases name first more often; then the more general one, which stands first in the list. */
static bool tells_more(const struct weighed *a, const struct weighed *b)
{
    if (a->weight > b->weight) return true;
    return a->weight >= b->weight && a->named > b->named;
}

/* The most telling suspect of those that are left, or 0. */
static unsigned most_telling(const struct run_blame *blame)
{
    unsigned best = 0;
    struct weighed of_best = { 0 };
    for (unsigned i = 1; i < SUSPECTS; i++) {
        const struct weighed weighed = weigh(blame, i);
        if (weighed.failed == 0 || !tells_more(&weighed, &of_best)) continue;
        best = i;
        of_best = weighed;
    }
    return best;
}

size_t run_blame_culprits(struct run_blame *blame, struct culprit culprits[IM_RULE_COUNT])
{
    size_t count = 0;
    for (size_t i = 0; i < blame->count; i++) blame->accusations[i].culprit = IM_RULE_NONE;
    for (unsigned suspect; (suspect = most_telling(blame)) != 0;) {
        enum im_rule rule = suspect_rule(suspect);
        size_t at = 0;
        while (at < count && culprits[at].rule != rule) at++;
        if (at == count) culprits[count++] = (struct culprit){ .rule = rule };
        for (size_t i = 0; i < blame->count; i++) {
            struct accusation *accusation = &blame->accusations[i];
            if (accusation->culprit != IM_RULE_NONE || !suspect_in(&accusation->suspects, suspect)) continue;
            accusation->culprit = (uint8_t)rule;
            culprits[at].cases++;
        }
    }
    return count;
}
