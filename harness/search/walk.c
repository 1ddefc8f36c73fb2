/*
 * Random walks: see walk.h.
 */
#include "walk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "shrink.h"
#include "stepper.h"

/* What the process that walks leaves behind; shared. */
struct track {
    struct walk_seen seen; /* first, so that it is all that a report keeps */
    uint32_t taken;        /* steps, with those that came to nothing */
    uint32_t length;       /* without them */
    struct move moves[WALK_LENGTH];
};

struct stroll {
    struct track *track;
    struct prng prng;
    uint32_t length;
    struct im_event way[COVERAGE_WAY]; /* that it takes first */
    size_t way_length;
    bool freely;
};

/* The ways to what was not taken yet, and how often each was gone in vain. */
struct guide {
    struct coverage_ways *ways; /* NULL before they are needed */
    uint8_t gone[COVERAGE_ROWS][COVERAGE_ROWS];
    bool done; /* there is nothing left that a way is known to */
};

/* --- in the child --- */

static bool sound(const struct run *run, struct exec_result *result)
{
    const char *broken = machine_check(&run->world.model.state);
    if (broken == NULL) return true;
    outcome_set(&result->outcome, VERDICT_ERROR, (uint32_t)run->at, "the model's invariant is broken: %s", broken);
    return false;
}

static void stroll(void *context, const struct exec *exec, const struct test_case *test, struct exec_result *result)
{
    const struct stroll *stroll = context;
    struct track *track = stroll->track;
    struct walker walker;
    struct stepper stepper;
    (void)test;
    walker_begin(&walker, &track->seen, stroll->prng);
    walker_take(&walker, stroll->way, stroll->way_length, stroll->freely);
    stepper_begin(&stepper, exec);
    for (bool on = true; on && track->length < stroll->length;) {
        const struct im_model before = stepper.run->world.model;
        struct move *move = &track->moves[track->length];
        struct step step;
        if (!walker_choose(&walker, stepper.run, move, &step)) break;
        track->length++;
        track->taken++;
        on = stepper_take(&stepper, &step);
        if (on) {
            walker_note(&walker, stepper.run, move, &before);
            on = sound(stepper.run, &stepper.result);
        } else if (stepper_forget(&stepper)) {
            walker_note_cannot(&walker, move);
            track->length--;
            on = true;
        }
    }
    stepper_end(&stepper);
    *result = stepper.result;
}

/* --- in the parent --- */

/* The walk as a case: its first `count` steps, in the arena. */
static struct test_case as_case(const struct track *track, uint32_t count, uint64_t seed, size_t number,
                                struct arena *arena)
{
    struct step *steps = arena_alloc(arena, (count + 1) * sizeof *steps);
    for (uint32_t i = 0; i < count; i++) {
        move_step(&track->moves[i], arena, &steps[i]);
        steps[i].written = step_said(arena, &steps[i]);
    }
    return (struct test_case){
        .id = arena_printf(arena, "WALK-%llu-%zu", (unsigned long long)seed, number),
        .purpose = "a random walk",
        .file = "walk",
        .line = 1,
        .steps = steps,
        .step_count = count,
    };
}

enum truth { TRUE_FAILURE, ONLY_LATE, UNSTEADY };

/* Repeats a failure with patience, and if it is gone then, without. */
static enum truth confirm(struct trial *trial, const struct walk_options *options, const struct test_case *test,
                          const struct outcome *outcome)
{
    const unsigned hurried = trial->grace_ms;
    struct exec_result again;
    trial->recording = false;
    trial->grace_ms = options->grace_ms;
    trial_case(trial, test, &again);
    trial->grace_ms = hurried;
    if (same_failure(&again.outcome, outcome)) return TRUE_FAILURE;
    trial_case(trial, test, &again);
    return same_failure(&again.outcome, outcome) ? ONLY_LATE : UNSTEADY;
}

static struct walk_failure *known(struct walk_report *report, const struct outcome *outcome)
{
    for (size_t i = 0; i < report->failure_count; i++) {
        if (same_failure(&report->failures[i].outcome, outcome)) return &report->failures[i];
    }
    return NULL;
}

static void take_failure(struct trial *trial, const struct walk_options *options, const struct track *track,
                         const struct outcome *outcome, struct walk_report *report)
{
    uint32_t count = outcome->at > 0 && outcome->at < track->length ? outcome->at : track->length;
    struct walk_failure *failure = known(report, outcome);
    if (failure != NULL && failure->test.step_count <= count) {
        failure->walks++;
        report->failed++;
        return;
    }
    struct test_case test = as_case(track, count, options->seed, report->walks, report->arena);
    switch (failure != NULL ? TRUE_FAILURE : confirm(trial, options, &test, outcome)) {
    case ONLY_LATE:

        if (++report->late == WALK_LATE) trial->grace_ms = options->grace_ms; /* this one is slow */
        return;
    case UNSTEADY:
        if (report->unsteady++ == 0) snprintf(report->unsteady_reason, LIMIT_REASON, "%s", outcome->reason);
        return;
    default: break;
    }
    report->failed++;
    if (failure == NULL && report->failure_count == WALK_KINDS) return;
    if (failure == NULL) failure = &report->failures[report->failure_count++];
    failure->test = test;
    failure->outcome = *outcome;
    report->stopped = options->until != IM_RULE_NONE && outcome->blame[0] == (uint8_t)options->until;
    failure->walks++;
}

/* Draws one of the row pairs to which a way is known and that were not taken yet; false if there is none. */
static bool draw_pair(const struct guide *guide, const struct coverage *seen, struct prng *prng, size_t *from,
                      size_t *to)
{
    enum { ENOUGH = 200 }; /* times that a way was gone in vain */
    const struct coverage *found = coverage_ways_found(guide->ways);
    uint32_t count = 0;
    for (size_t i = 0; i < COVERAGE_ROWS; i++) {
        for (size_t j = 0; j < COVERAGE_ROWS; j++) {
            if (!found->pair[i][j] || seen->pair[i][j] || guide->gone[i][j] == ENOUGH) continue;
            if (prng_below(prng, ++count) > 0) continue;
            *from = i;
            *to = j;
        }
    }
    return count > 0;
}

/* Every other walk is led to a row pair, once the easy ones are taken. */
static void lead(struct guide *guide, const struct walk_report *report, struct stroll *stroll)
{
    enum { EASY = 4000 };
    size_t from = 0, to = 0;
    if (guide->done || report->steps < EASY || report->walks % 2 == 0) return;
    if (guide->ways == NULL) guide->ways = coverage_ways_new();
    while (!draw_pair(guide, &report->seen->coverage, &stroll->prng, &from, &to)) {
        if (coverage_ways_further(guide->ways)) continue;
        guide->done = true;
        return;
    }
    stroll->freely = guide->gone[from][to]++ > 0;
    stroll->way_length = coverage_way(guide->ways, from, to, stroll->way);
    if (stroll->length < stroll->way_length) stroll->length = (uint32_t)stroll->way_length;
}

static void one_walk(struct trial *trial, const struct walk_options *options, struct track *track, struct guide *guide,
                     struct walk_report *report)
{
    enum { SHORTEST = 6 };
    struct stroll context = { .track = track, .prng = prng_stream(options->seed, report->walks) };
    context.length = SHORTEST + prng_below(&context.prng, WALK_LENGTH - SHORTEST + 1);
    lead(guide, report, &context);
    uint64_t left = options->steps - report->steps;
    if (context.length > left) context.length = (uint32_t)left;
    struct exec_result result;
    struct test_case unknown = as_case(track, 0, options->seed, ++report->walks, report->arena);
    track->length = track->taken = 0;
    trial->recording = options->each != NULL;
    trial_do(trial, &unknown, stroll, &context, &result);
    report->steps += track->taken;
    if (options->each != NULL) {
        struct arena *arena = arena_new();
        struct test_case test = as_case(track, track->length, options->seed, report->walks, arena);
        options->each(options->context, &test, &result, evidence_steps(trial->evidence));
        arena_free(arena);
    }
    switch (result.outcome.verdict) {
    case VERDICT_FAIL: take_failure(trial, options, track, &result.outcome, report); break;
    case VERDICT_INCONCLUSIVE: report->inconclusive++; break;
    case VERDICT_ERROR:
        if (report->errors++ == 0) snprintf(report->error, LIMIT_REASON, "%s", result.outcome.reason);
        break;
    default: break;
    }
}

bool walk(struct trial *trial, const struct walk_options *options, struct walk_report *report,
          char reason[LIMIT_REASON])
{
    *report = (struct walk_report){ 0 };
    struct track *track =
        mmap(NULL, sizeof *track, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (track == MAP_FAILED) {
        snprintf(reason, LIMIT_REASON, "no shared memory: %s", strerror(errno));
        return false;
    }
    struct guide *guide = must_realloc(NULL, sizeof *guide);
    *guide = (struct guide){ .ways = NULL };
    report->arena = arena_new();
    report->seen = &track->seen;
    while (report->steps < options->steps && report->errors < WALK_FAILURES && !report->stopped) {
        uint64_t before = report->steps;
        one_walk(trial, options, track, guide, report);
        report->stopped |= report->failed + report->late + report->unsteady >= WALK_FAILURES || report->steps == before;
    }
    coverage_ways_free(guide->ways);
    free(guide);
    return true;
}

void walk_free(struct walk_report *report)
{
    if (report->seen != NULL) munmap(report->seen, sizeof(struct track));
    arena_free(report->arena);
    *report = (struct walk_report){ 0 };
}
