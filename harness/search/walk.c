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
    struct walk_seen seen; /* at first what was seen in the walks that it knows of */
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
    struct coverage_ways *ways;
    uint8_t gone[COVERAGE_ROWS][COVERAGE_ROWS];
    bool done; /* there is nothing left that a way is known to */
};

/* A walk from when it is decided on until its result was taken. */
struct outing {
    struct stroll stroll;
    struct walk_seen known; /* when it was decided on */
    struct evidence *evidence;
    struct test_case test;
    struct exec_result result;
    unsigned grace_ms;
    bool ended;
};

/* Where one walk at a time is made. */
struct job {
    struct trial *trial, own;
    struct evidence *evidence; /* of the trial, while it has that of the outing */
    struct outing *at;         /* NULL: there is none */
};

struct walking {
    struct trial *trial; /* on which failures are repeated */
    const struct walk_options *options;
    struct walk_report *report;
    struct guide guide;
    struct outing outings[WALK_AHEAD]; /* a walk's number decides on its place */
    size_t decided, started, taken;    /* walks */
    uint64_t planned;                  /* steps of those that were not taken yet */
    unsigned grace_ms;
    struct track *tracks; /* of all outings, as is the evidence */
    struct evidence *evidence;
    struct job jobs[WALK_AHEAD];
    size_t job_count;
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

/* --- deciding on walks --- */

/* Draws one of the row pairs to which a way is known and that were not taken yet; false if there is none. */
static bool draw_pair(const struct guide *guide, const struct coverage *seen, struct prng *prng, size_t *from,
                      size_t *to)
{
    enum { ENOUGH = 200 }; /* times that a way was gone in vain */
    uint32_t count = 0;
    for (size_t i = 0; i < COVERAGE_ROWS; i++) {
        for (size_t j = 0; j < COVERAGE_ROWS; j++) {
            if (!coverage_ways_lead(guide->ways, i, j) || seen->pair[i][j] || guide->gone[i][j] == ENOUGH) continue;
            if (prng_below(prng, ++count) > 0) continue;
            *from = i;
            *to = j;
        }
    }
    return count > 0;
}

enum { EASY = 4000 }; /* steps in which what is easy to reach is taken */

/* Every other walk is led to a row pair, once the easy ones are taken. */
static void lead(struct guide *guide, const struct walk_report *report, size_t number, struct stroll *stroll)
{
    size_t from = 0, to = 0;
    if (guide->done || report->steps < EASY || number % 2 == 0) return;
    while (!draw_pair(guide, &report->seen->coverage, &stroll->prng, &from, &to)) {
        if (coverage_ways_further(guide->ways)) continue;
        guide->done = true;
        return;
    }
    stroll->freely = guide->gone[from][to]++ > 0;
    stroll->way_length = coverage_way(guide->ways, from, to, stroll->way);
    if (stroll->length < stroll->way_length) stroll->length = (uint32_t)stroll->way_length;
}

/* Decides on as many walks as may be under way, by what was seen in those whose results were taken: that depends on
 * nothing but their number. */
static void decide(struct walking *walking)
{
    enum { SHORTEST = 6 };
    const struct walk_options *options = walking->options;
    struct walk_report *report = walking->report;
    while (walking->decided - walking->taken < WALK_AHEAD && report->steps + walking->planned < options->steps) {
        const size_t number = walking->decided++;
        struct outing *outing = &walking->outings[number % WALK_AHEAD];
        struct stroll *stroll = &outing->stroll;
        *stroll = (struct stroll){ .track = stroll->track, .prng = prng_stream(options->seed, number) };
        stroll->length = SHORTEST + prng_below(&stroll->prng, WALK_LENGTH - SHORTEST + 1);
        lead(&walking->guide, report, number, stroll);
        const uint64_t left = options->steps - report->steps - walking->planned;
        if (stroll->length > left) stroll->length = (uint32_t)left;
        walking->planned += stroll->length;
        stroll->track->length = stroll->track->taken = 0;
        stroll->track->seen = outing->known = *report->seen;
        outing->test = as_case(stroll->track, 0, options->seed, number + 1, report->arena);
        outing->grace_ms = walking->grace_ms;
        outing->ended = false;
    }
}

/* --- making them --- */

static void start(struct walking *walking, struct job *job)
{
    struct outing *outing = &walking->outings[walking->started++ % WALK_AHEAD];
    job->at = outing;
    job->evidence = job->trial->evidence;
    job->trial->evidence = outing->evidence;
    job->trial->grace_ms = outing->grace_ms;
    job->trial->recording = walking->options->each != NULL;
    trial_start(job->trial, &outing->test, stroll, &outing->stroll);
}

static void end(struct job *job)
{
    if (job->at == NULL) return;
    trial_end(job->trial, &job->at->test, &job->at->result);
    job->trial->evidence = job->evidence;
    job->at->ended = true;
    job->at = NULL;
}

/* Until the walk has ended; others are made meanwhile. */
static void make(struct walking *walking, const struct outing *outing)
{
    while (!outing->ended) {
        struct trial *trials[WALK_AHEAD];
        struct job *busy[WALK_AHEAD];
        size_t count = 0;
        for (size_t i = 0; i < walking->job_count; i++) {
            struct job *job = &walking->jobs[i];
            if (job->at == NULL && walking->started < walking->decided) start(walking, job);
            if (job->at == NULL) continue;
            trials[count] = job->trial;
            busy[count++] = job;
        }
        end(busy[trial_wait(trials, count)]);
    }
}

/* --- taking their results --- */

/* A trial on which failures are repeated may be at a walk of its own. */
static void failed(struct walking *walking, const struct outing *outing)
{
    if (walking->jobs[0].trial == walking->trial) end(&walking->jobs[0]);
    walking->trial->grace_ms = walking->grace_ms;
    take_failure(walking->trial, walking->options, outing->stroll.track, &outing->result.outcome, walking->report);
    walking->grace_ms = walking->trial->grace_ms;
}

static void take(struct walking *walking)
{
    struct outing *outing = &walking->outings[walking->taken % WALK_AHEAD];
    const struct walk_options *options = walking->options;
    const struct track *track = outing->stroll.track;
    struct walk_report *report = walking->report;
    make(walking, outing);
    walking->taken++;
    walking->planned -= outing->stroll.length;
    report->walks++;
    report->steps += track->taken;
    report->stopped = track->taken == 0;
    walk_seen_add(report->seen, &outing->known, &track->seen);
    if (options->each != NULL) {
        struct arena *arena = arena_new();
        struct test_case test = as_case(track, track->length, options->seed, report->walks, arena);
        options->each(options->context, &test, &outing->result, evidence_steps(outing->evidence));
        arena_free(arena);
    }
    switch (outing->result.outcome.verdict) {
    case VERDICT_FAIL: failed(walking, outing); break;
    case VERDICT_INCONCLUSIVE: report->inconclusive++; break;
    case VERDICT_ERROR:
        if (report->errors++ == 0) snprintf(report->error, LIMIT_REASON, "%s", outing->result.outcome.reason);
        break;
    default: break;
    }
    const size_t others = options->until == IM_RULE_NONE ? report->failed : 0; /* who looks for one passes the others */
    report->stopped |= others + report->late + report->unsteady >= WALK_FAILURES;
}

/* --- beginning and end --- */

/* The trial itself walks where it lives in a process of its own, so that one more is not started without need. */
static void open_jobs(struct walking *walking)
{
    const struct adapter *adapter = walking->trial->session.adapter;
    const unsigned wanted = run_session_jobs(&walking->trial->session, walking->options->run->jobs);
    for (size_t i = 0; i < wanted && i < WALK_AHEAD; i++) {
        struct job *job = &walking->jobs[i];
        const bool first = i == 0 && !adapter->in_process;
        job->trial = first ? walking->trial : &job->own;
        if (!first && !trial_another(&job->own, walking->trial, walking->options->run)) {
            char unused[LIMIT_REASON];
            trial_close(&job->own, unused);
            break;
        }
        walking->job_count++;
    }
}

static bool begin(struct walking *walking, char reason[LIMIT_REASON])
{
    const size_t size = WALK_AHEAD * sizeof *walking->tracks;
    walking->evidence = evidence_new(WALK_AHEAD);
    walking->tracks = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (walking->evidence == NULL || walking->tracks == MAP_FAILED) {
        snprintf(reason, LIMIT_REASON, "no shared memory: %s", strerror(errno));
        return false;
    }
    for (size_t i = 0; i < WALK_AHEAD; i++) {
        walking->outings[i].stroll.track = &walking->tracks[i];
        walking->outings[i].evidence = evidence_at(walking->evidence, i);
    }
    open_jobs(walking);
    if (walking->job_count > 1 && walking->options->steps > EASY) coverage_ways_beside(walking->guide.ways);
    return true;
}

/* What is still under way is not taken any more. */
static void finish(struct walking *walking)
{
    char shutdown[LIMIT_REASON], *first = walking->report->shutdown;
    for (size_t i = 0; i < walking->job_count; i++) {
        struct job *job = &walking->jobs[i];
        end(job);
        if (job->trial == &job->own && !trial_close(&job->own, shutdown) && first[0] == '\0')
            snprintf(first, LIMIT_REASON, "%s", shutdown);
    }
    walking->trial->grace_ms = walking->grace_ms;
    walking->trial->recording = false;
    evidence_free(walking->evidence, WALK_AHEAD);
    if (walking->tracks != MAP_FAILED) munmap(walking->tracks, WALK_AHEAD * sizeof *walking->tracks);
}

bool walk(struct trial *trial, const struct walk_options *options, struct walk_report *report,
          char reason[LIMIT_REASON])
{
    *report = (struct walk_report){ .arena = arena_new(), .ways = coverage_ways_new() };
    report->seen = arena_alloc(report->arena, sizeof *report->seen);
    struct arena *arena = arena_new();
    struct walking *walking = arena_alloc(arena, sizeof *walking);
    walking->trial = trial;
    walking->options = options;
    walking->report = report;
    walking->guide.ways = report->ways;
    walking->grace_ms = trial->grace_ms;
    const bool good = begin(walking, reason);
    while (good && !report->stopped && report->errors < WALK_FAILURES) {
        decide(walking);
        if (walking->taken == walking->decided) break;
        take(walking);
    }
    finish(walking);
    arena_free(arena);
    if (!good) walk_free(report);
    return good;
}

void walk_free(struct walk_report *report)
{
    coverage_ways_free(report->ways);
    arena_free(report->arena);
    *report = (struct walk_report){ 0 };
}
