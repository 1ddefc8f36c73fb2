/*
 * Shrinking: see shrink.h.
 */
#include "shrink.h"

#include <string.h>

#include "simpler.h"

struct shrinker {
    struct trial *trial;
    const struct test_case *origin;
    struct outcome wanted;
    struct arena *arena; /* of the best so far */
    struct steps best;
    struct outcome outcome; /* of the best */
    size_t tries;
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

/* Takes a sequence that fails as wanted in place of the best one. */
static bool take(void *context, const struct steps *steps)
{
    struct shrinker *shrinker = context;
    struct outcome outcome;
    if (steps->count == 0 || !steps_sound(steps) || !fails(shrinker, steps, &outcome)) return false;
    struct steps cut = *steps;
    if (outcome.at > 0 && outcome.at < cut.count) cut.count = outcome.at;
    shrinker->best = steps_keep(shrinker->arena, &cut);
    shrinker->outcome = outcome;
    return true;
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

enum { FEW = 12 }; /* steps, of which more than one thing is changed at once */

/* A step, while another one speaks of somebody else. */
static bool drop_and_change(struct shrinker *shrinker, struct arena *arena)
{
    const struct steps now = shrinker->best;
    for (size_t i = 0; i < now.count && now.count <= FEW; i++) {
        const struct steps kept = steps_without(arena, &now, i, i + 1);
        /* what the step named is perhaps spoken of no more then */
        if (others_each(arena, &kept, take, shrinker)) return true;
    }
    return false;
}

static bool drop_two(struct shrinker *shrinker, struct arena *arena)
{
    const struct steps now = shrinker->best;
    if (now.count > FEW) return false;
    for (size_t i = 0; i < now.count; i++) {
        for (size_t j = i + 1; j < now.count; j++) {
            if (shorter_by_two(arena, &now, i, j, take, shrinker)) return true;
        }
    }
    return false;
}

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

/* Returns how many tries the last round took, in which nothing changed. */
static size_t shrink_steps(struct shrinker *shrinker)
{
    improve(shrinker, drop_halves);
    for (;;) {
        size_t before = shrinker->tries;
        if (improve(shrinker, drop_single) || improve(shrinker, drop_two) || improve(shrinker, drop_and_change) ||
            improve(shrinker, simplify))
            continue;
        return shrinker->tries - before;
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
static void release_all(struct shrinker *shrinker)
{
    const struct steps before = shrinker->best, released = steps_released(shrinker->arena, &before);
    struct outcome outcome;
    fails(shrinker, &before, &outcome);
    if (outcome.verdict != VERDICT_FAIL || outcome.at > 0 || released.count == before.count) return;
    fails(shrinker, &released, &outcome);
    if (outcome.verdict == VERDICT_FAIL && outcome.at > 0) shrinker->best = released;
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
        shrunk->proof = shrink_steps(&shrinker);
    }
    shrunk->test = as_case(&shrinker, &shrinker.best);
    shrunk->outcome = shrinker.outcome;
    shrunk->tries = shrinker.tries;
    trial->recording = recording;
    return result;
}
