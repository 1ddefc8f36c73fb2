/*
 * Shrinking: see shrink.h.
 */
#include "shrink.h"

#include <string.h>

#include "afresh.h"
#include "case_lint.h"
#include "instead.h"
#include "simpler.h"
#include "tried.h"

struct shrinker {
    struct trial *trial;
    const struct test_case *origin;
    struct outcome wanted;
    struct arena *arena; /* of the best so far */
    struct steps best;
    struct outcome outcome; /* of the best */
    struct tried tried;
    size_t tries, asked; /* sequences that were tried, and that were wanted to be: some had been before */
};

bool same_failure(const struct outcome *a, const struct outcome *b)
{
    return a->verdict == b->verdict && a->blame[0] == b->blame[0] && a->misdeclared == b->misdeclared &&
           a->session_lost == b->session_lost && a->hung == b->hung && (a->at == 0) == (b->at == 0);
}

static struct test_case as_case(const struct shrinker *shrinker, const struct steps *steps)
{
    struct test_case test = *shrinker->origin;
    test.steps = steps->step;
    test.step_count = steps->count;
    return test;
}

static bool fails(struct shrinker *shrinker, const struct steps *steps, struct outcome *outcome)
{
    struct exec_result result;
    const struct test_case test = as_case(shrinker, steps);
    shrinker->tries++;
    trial_case(shrinker->trial, &test, &result);
    *outcome = result.outcome;
    return same_failure(&result.outcome, &shrinker->wanted);
}

/* Is it a sequence that was not tried yet? */
static bool is_new(struct shrinker *shrinker, const struct steps *steps)
{
    if (steps->count == 0 || !steps_sound(steps)) return false;
    const struct test_case test = as_case(shrinker, steps);
    shrinker->asked++;
    return tried_note(&shrinker->tried, &test);
}

/* Takes a sequence in place of the best one, if it fails as wanted. */
static bool take_new(struct shrinker *shrinker, const struct steps *steps)
{
    struct outcome outcome;
    if (!fails(shrinker, steps, &outcome)) return false;
    struct steps cut = *steps;
    if (outcome.at > 0 && outcome.at < cut.count) cut.count = outcome.at;
    shrinker->best = steps_keep(shrinker->arena, &cut);
    shrinker->outcome = outcome;
    return true;
}

static bool take(void *context, const struct steps *steps)
{
    struct shrinker *shrinker = context;
    return is_new(shrinker, steps) && take_new(shrinker, steps);
}

/* --- rounds: each is true if the best became better --- */

/* Pieces of that many steps, from the end, since what failed depends on what is near. */
static bool drop_pieces(struct shrinker *shrinker, struct arena *arena, size_t size)
{
    bool better = false;
    for (size_t to = shrinker->best.count; to > 0;) {
        size_t from = to > size ? to - size : 0;
        const struct steps now = shrinker->best;
        if (shorter_each(arena, &now, from, to, take, shrinker)) better = true;
        to = from < shrinker->best.count ? from : shrinker->best.count;
    }
    return better;
}

/* --- rounds of many sequences, each of them unlikely: a few at a time in one process --- */

enum { FEW = 12 };                              /* steps, of which more than one thing is changed at once */
enum { DETOURS = 8000, DETOURS_OUTSIDE = 400 }; /* sequences of a round at the most */
enum { CROWD = 64 };                            /* that are tried together */

/* Sequences that wait to be tried. */
struct crowd {
    struct shrinker *shrinker;
    struct arena *arena; /* of the sequences */
    struct steps steps[CROWD];
    struct test_case test[CROWD];
    size_t count, joined; /* those that wait, and all that ever did */
    bool foretold;        /* the model knows that the best may fail so */
};

static bool is_wanted(void *context, const struct outcome *outcome)
{
    const struct shrinker *shrinker = context;
    return same_failure(outcome, &shrinker->wanted);
}

/* Could a wrong answer to one of the steps be blamed on the rule?  Asked of the model, where answers are the preferred
 * ones. */
static bool may_fail(const struct shrinker *shrinker, const struct steps *steps)
{
    if (steps->count == 0 || !steps_sound(steps)) return false;
    struct test_case test = as_case(shrinker, steps);
    test.rules[0] = (enum im_rule)shrinker->wanted.blame[0];
    test.rule_count = test.rules[0] != IM_RULE_NONE;
    return !lint_disagrees(&test, NULL, LINT_PLAIN);
}

/* Takes the first of the crowd that fails as wanted, in a process of its own as well; the crowd is empty then. */
static bool take_of_crowd(struct crowd *crowd)
{
    struct shrinker *shrinker = crowd->shrinker;
    bool taken = false;
    for (size_t from = 0; from < crowd->count && !taken;) {
        const struct test_case *rest = crowd->test + from;
        const size_t count = crowd->count - from,
                     at = shrinker->wanted.at == 0 ? 0 : trial_look(shrinker->trial, rest, count, is_wanted, shrinker);
        shrinker->tries += at;
        if (at < count) taken = take_new(shrinker, &crowd->steps[from + at]);
        from += at + 1;
    }
    arena_free(crowd->arena);
    crowd->arena = arena_new();
    crowd->count = 0;
    return taken;
}

/* There are many of them: the model is asked first, and they are tried many at a time. */
static bool join_crowd(void *context, const struct steps *steps)
{
    struct crowd *crowd = context;
    struct shrinker *shrinker = crowd->shrinker;
    const size_t most = shrinker->trial->session.adapter->in_process ? DETOURS : DETOURS_OUTSIDE;
    if (crowd->joined >= most || (crowd->foretold && !may_fail(shrinker, steps))) return false;
    if (!is_new(shrinker, steps)) return false;
    crowd->joined++;
    crowd->steps[crowd->count] = steps_keep(crowd->arena, steps);
    crowd->test[crowd->count] = as_case(shrinker, &crowd->steps[crowd->count]);
    return ++crowd->count == CROWD && take_of_crowd(crowd);
}

typedef bool (*each_of)(const struct steps *now, struct crowd *crowd);

static bool in_crowds(struct shrinker *shrinker, struct arena *arena, each_of each, bool foretold)
{
    const struct steps now = shrinker->best;
    if (now.count > FEW) return false;
    struct crowd *crowd = arena_alloc(arena, sizeof *crowd);
    *crowd = (struct crowd){ .shrinker = shrinker, .arena = arena_new() };
    crowd->foretold = foretold && may_fail(shrinker, &now);
    bool taken = each(&now, crowd) || take_of_crowd(crowd);
    arena_free(crowd->arena);
    return taken;
}

static bool each_without_two(const struct steps *now, struct crowd *crowd)
{
    bool taken = false;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < now->count && !taken; i++) {
        for (size_t j = i + 1; j < now->count && !taken; j++)
            taken = shorter_by_two(arena, now, i, j, join_crowd, crowd);
    }
    arena_free(arena);
    return taken;
}

/* Without a step, while another one speaks of somebody else. */
static bool each_changed(const struct steps *now, struct crowd *crowd)
{
    bool taken = false;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < now->count && !taken; i++) {
        const struct steps kept = steps_without(arena, now, i, i + 1);
        /* what the step named is perhaps spoken of no more then */
        taken = others_each(arena, &kept, join_crowd, crowd);
    }
    arena_free(arena);
    return taken;
}

static const bool *capable_of(const struct crowd *crowd)
{
    return run_session_iut(&crowd->shrinker->trial->session)->capable;
}

static bool each_instead(const struct steps *now, struct crowd *crowd)
{
    return instead_each(now, capable_of(crowd), join_crowd, crowd);
}

static bool each_afresh(const struct steps *now, struct crowd *crowd)
{
    return afresh_each(now, capable_of(crowd), join_crowd, crowd);
}

static bool drop_two(struct shrinker *shrinker, struct arena *arena)
{
    return in_crowds(shrinker, arena, each_without_two, false);
}

static bool drop_and_change(struct shrinker *shrinker, struct arena *arena)
{
    return in_crowds(shrinker, arena, each_changed, false);
}

static bool one_for_two(struct shrinker *shrinker, struct arena *arena)
{
    return in_crowds(shrinker, arena, each_instead, true);
}

static bool make_afresh(struct shrinker *shrinker, struct arena *arena)
{
    return in_crowds(shrinker, arena, each_afresh, true);
}

/* --- one after the other --- */

static bool simplify(struct shrinker *shrinker, struct arena *arena)
{
    const struct steps now = shrinker->best;
    (void)arena;
    return simpler_each(&now, take, shrinker);
}

/* One round in memory of its own. */
static bool improve(struct shrinker *shrinker, bool (*how)(struct shrinker *, struct arena *))
{
    struct arena *arena = arena_new();
    bool better = how(shrinker, arena);
    arena_free(arena);
    return better;
}

static bool drop_halves(struct shrinker *shrinker, struct arena *arena)
{
    bool better = false;
    for (size_t size = (shrinker->best.count + 1) / 2; size > 1; size /= 2)
        better |= drop_pieces(shrinker, arena, size);
    return better;
}

static bool drop_single(struct shrinker *shrinker, struct arena *arena) { return drop_pieces(shrinker, arena, 1); }

/* Returns how many sequences the last round looked at, in which nothing changed. */
static size_t shrink_steps(struct shrinker *shrinker)
{
    improve(shrinker, drop_halves);
    for (;;) {
        size_t before = shrinker->asked;
        if (improve(shrinker, drop_single) || improve(shrinker, drop_two) || improve(shrinker, drop_and_change) ||
            improve(shrinker, simplify) || improve(shrinker, one_for_two) || improve(shrinker, make_afresh))
            continue;
        return shrinker->asked - before;
    }
}

/* --- beginning and end --- */

/* What a case expects says nothing of the implementation. */
static struct steps bare_steps(struct arena *arena, const struct test_case *test)
{
    struct steps steps = { arena_alloc(arena, (test->step_count + 1) * sizeof *steps.step), test->step_count };
    for (size_t i = 0; i < steps.count; i++) steps.step[i] = step_bare(&test->steps[i]);
    return steps_keep(arena, &steps);
}

/* What fails only while the references are given up at the end is to fail in a step of its own, if it does. */
static bool release_all(struct shrinker *shrinker)
{
    const struct steps before = shrinker->best, released = steps_released(shrinker->arena, &before);
    struct outcome at_end, in_step;
    fails(shrinker, &before, &at_end);
    if (at_end.verdict != VERDICT_FAIL || at_end.at > 0 || released.count == before.count) return false;
    fails(shrinker, &released, &in_step);
    if (in_step.verdict != VERDICT_FAIL || in_step.at == 0) return false;
    if (at_end.blame[0] != IM_RULE_NONE && in_step.blame[0] != at_end.blame[0]) return false;
    shrinker->best = released;
    shrinker->outcome = in_step;
    return true;
}

/* A long sequence may have names of no object, which nobody can release: so that is tried again with the short one. */
static size_t shrink_all(struct shrinker *shrinker)
{
    const size_t proof = shrink_steps(shrinker);
    if (shrinker->wanted.at > 0 || !release_all(shrinker)) return proof;
    shrinker->wanted = shrinker->outcome;
    tried_free(&shrinker->tried);
    return shrink_steps(shrinker);
}

enum shrink_result shrink(struct trial *trial, const struct test_case *test, struct arena *arena, struct shrunk *shrunk)
{
    enum { REPEATED = 3 };
    const bool recording = trial->recording;
    struct shrinker shrinker = { .trial = trial, .origin = test, .arena = arena };
    *shrunk = (struct shrunk){ .from = test->step_count };
    trial->recording = false;
    shrinker.best = bare_steps(arena, test);
    release_all(&shrinker);
    for (; shrunk->repeated < REPEATED; shrunk->repeated++) {
        struct outcome outcome;
        bool same = fails(&shrinker, &shrinker.best, &outcome);
        if (outcome.verdict == VERDICT_FAIL && shrinker.wanted.verdict != VERDICT_FAIL) {
            shrinker.wanted = shrinker.outcome = outcome;
            same = true;
        }
        shrunk->failed += same && outcome.verdict == VERDICT_FAIL;
    }
    enum shrink_result result = SHRINK_MINIMAL;
    if (shrunk->failed == 0) result = SHRINK_PASSES;
    if (shrunk->failed > 0 && shrunk->failed < REPEATED) result = SHRINK_UNSTEADY;
    if (result == SHRINK_MINIMAL) {
        if (shrinker.outcome.at > 0 && shrinker.outcome.at < shrinker.best.count)
            shrinker.best.count = shrinker.outcome.at;
        shrunk->proof = shrink_all(&shrinker);
    }
    shrunk->test = as_case(&shrinker, &shrinker.best);
    shrunk->outcome = shrinker.outcome;
    shrunk->tries = shrinker.tries;
    tried_free(&shrinker.tried);
    trial->recording = recording;
    return result;
}
