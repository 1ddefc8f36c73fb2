/*
 * One case, step by step: see exec.h.  A step is: event, observation, a closer look where the oracle wants one,
 * judgement, comparison with what the case expects, next state.
 */
#include "exec_taken.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "record.h"

/* --- what the case expects --- */

static bool lists(const struct expectation *expectation, uint32_t hresult, bool classes)
{
    for (size_t i = 0; i < expectation->count; i++) {
        const struct expected_code *code = &expectation->codes[i];
        if (code->is_class ? classes && im_code_matches(code->klass, hresult) : code->value == hresult && !classes)
            return true;
    }
    return false;
}

static enum im_grade grade_by(const struct expectation *expect, const struct expectation *noted, uint32_t hresult)
{
    for (int classes = 0; classes < 2; classes++) {
        if (lists(expect, hresult, classes != 0)) return IM_ACCEPTED;
        if (lists(noted, hresult, classes != 0)) return IM_NOTED;
    }
    return IM_REJECTED;
}

enum im_grade expect_grade(const struct step *step, uint32_t hresult)
{
    return grade_by(&step->expect, &step->noted, hresult);
}

enum im_grade expect_scode(const struct step *step, uint32_t scode)
{
    return step->scode.given ? grade_by(&step->scode, &step->scode_noted, scode) : IM_ACCEPTED;
}

static void also_expect(struct arena *arena, struct expectation *expectation, uint32_t hresult)
{
    expectation_add(arena, expectation, (struct expected_code){ .value = hresult });
}

struct step expect_through_invoke(struct arena *arena, const struct step *step)
{
    struct step adapted = *step;
    bool closed = step->kind == IM_EV_PUT || step->kind == IM_EV_CLOSE ||
                  (step->kind == IM_EV_GET && step->property != IM_PROPERTY_IS_CLOSED);
    bool live =
        expect_grade(step, 0) == IM_ACCEPTED || expect_grade(step, im_codes[IM_E_INVALIDARG].value) == IM_ACCEPTED;
    if (closed && live) also_expect(arena, &adapted.expect, im_codes[IM_E_NOTIMPL].value);
    bool untold = step->kind == IM_EV_INSTANT_MESSAGE && expect_grade(step, 0) == IM_REJECTED &&
                  lists(&step->expect, im_codes[IM_NOT_LOGGED_ON].value, false);
    if (untold) also_expect(arena, &adapted.noted, 0);
    return adapted;
}

/* --- one step --- */

static const struct text *target_name(const struct event *event)
{
    const struct variant *variant = &event->argument;
    while (variant->vt == (VT_BYREF | VT_VARIANT)) variant = variant->inner;
    return &variant->text;
}

void exec_judge(struct run *run, struct taken *taken)
{
    struct world *world = &run->world;
    taken->full = !world_observation(world, &taken->event, &taken->obs, &taken->seen);
    if (taken->full) return;
    taken->seen.waited = (uint8_t)taken->waited;
    uint8_t with[IM_LOOK_WITH];
    enum im_look look = oracle_look(&world->model, &taken->asked, &taken->seen, with);
    if (look != IM_LOOK_NOTHING) {
        struct text contact = *target_name(&taken->event);
        if (contact.units == NULL && taken->asked.argument.contact > 0) {
            im_name name = world->model.state.contacts[taken->asked.argument.contact - 1].name;
            contact = (struct text){ world->names[name].units, world->names[name].length };
        }
        struct exec_other others[IM_LOOK_WITH] = { { 0 } };
        for (int i = 0; i < IM_LOOK_WITH && with[i] > 0; i++) {
            others[i].token = world->window[with[i] - 1];
            others[i].alive = world->model.state.objects[with[i] - 1].alive == IM_YES;
        }
        taken->seen.seen =
            (uint8_t)exec_look(run, look, taken->obs.token, others, contact, &taken->blind, &taken->note);
    }
    taken->judgement = oracle_judge(&world->model, &taken->asked, &taken->seen);
    if (taken->event.kind == IM_EV_CHECK && taken->obs.reason[0] != '\0') taken->note = taken->obs.reason;
}

/* A window that is about to go may still take a position or be shown. */
static bool dying(const struct run *run, const struct taken *taken)
{
    if (taken->event.kind != IM_EV_PUT && taken->event.kind != IM_EV_SHOW) return false;
    return taken->asked.window > 0 && run->world.model.state.objects[taken->asked.window - 1].alive == IM_NO;
}

/* Could the answer still become what it should be? */
static bool worth_waiting(const struct run *run, const struct taken *taken)
{
    if (taken->obs.status != OBS_DONE || taken->full || taken->judgement.unspecified) return false;
    if (im_event_class(taken->event.kind) != IM_QUERY && !dying(run, taken)) return false;
    const uint32_t final = IM_SHAPE_EVENTS_EXTRA | IM_SHAPE_EVENTS_OTHER;
    if (taken->event.kind == IM_EV_EVENTS && (taken->judgement.shape & final) != 0) return false;
    return taken->judgement.grade >= IM_NOTED;
}

static const char *kept(struct observation *obs, const char *text)
{
    if (text == NULL) return NULL;
    size_t size = strlen(text) + 1;
    return memcpy(observation_alloc(obs, size), text, size);
}

/* Events that were taken before stand in front of those that came now. */
static void join_events(struct observation *now, const struct observation *before)
{
    if (before->event_count == 0 || now->status != OBS_DONE) return;
    size_t count = before->event_count + now->event_count;
    struct seen_event *events = observation_alloc(now, count * sizeof *events);
    for (size_t i = 0; i < count; i++) {
        if (i >= before->event_count) {
            events[i] = now->events[i - before->event_count];
            continue;
        }
        events[i] = before->events[i];
        events[i].name = kept(now, before->events[i].name);
        events[i].window = kept(now, before->events[i].window);
        events[i].contact = kept(now, before->events[i].contact);
    }
    now->events = events;
    now->event_count = count;
}

static long elapsed_ms(const struct timespec *since)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - since->tv_sec) * 1000 + (now.tv_nsec - since->tv_nsec) / 1000000;
}

/* A note is worth a short wait only: it will not become a failure. */
static long patience(const struct run *run, const struct taken *taken)
{
    enum { NOTE_MS = 100 };
    long grace = run->exec->grace_ms;
    return taken->judgement.grade == IM_NOTED && grace > NOTE_MS ? NOTE_MS : grace;
}

/* Asked again although the answer is allowed: what should not come may come late, within the grace period. */
static bool looks_on(const struct run *run, const struct step *step, const struct taken *taken, long elapsed)
{
    long stays = step->stays_ms < run->exec->grace_ms ? step->stays_ms : run->exec->grace_ms;
    return taken->judgement.grade != IM_REJECTED && !taken->full && elapsed < stays;
}

/* Performs the event and judges it; asks a query again until the answer is allowed or the grace period ends, and for as
 * long as the case says that it stays so. */
static void take_step(struct run *run, const struct step *step, struct taken *taken)
{
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    long pause_ms = 1;
    for (;;) {
        struct observation before = taken->obs;
        struct im_ledger ledger = run->world.ledger;
        taken->obs = (struct observation){ 0 };
        taken->note = exec_perform(run, &taken->event, &taken->asked, &taken->obs);
        join_events(&taken->obs, &before);
        observation_clear(&before);
        if (taken->obs.status != OBS_DONE) return;
        exec_judge(run, taken);
        if (run->other_count > 0) exec_judge_others(run, taken);
        bool again = run->program == NULL && worth_waiting(run, taken) && elapsed_ms(&start) < patience(run, taken);
        if (!again && !looks_on(run, step, taken, elapsed_ms(&start))) return;
        run->world.ledger = ledger;
        if (taken->judgement.grade == IM_REJECTED && taken->waited != IM_AFTER_FAILURE) {
            taken->waited = im_failed(taken->obs.hresult) ? IM_AFTER_FAILURE : IM_AFTER_ANOTHER;
        }
        exec_pause(run->exec, pause_ms);
        pause_ms = pause_ms < 50 ? pause_ms * 2 : 50;
    }
}

/* --- verdict --- */

/* A capability that is declared and not there is a finding of its own, and no rule's fault. */
static void not_there(const struct taken *taken, uint32_t at, struct outcome *outcome)
{
    const char *method = im_event_method(taken->event.kind), *detail = taken->obs.reason;
    size_t length = strlen(method);
    if (strncmp(detail, method, length) == 0 && strncmp(detail + length, ": ", 2) == 0) detail += length + 2;
    outcome_set(outcome, VERDICT_FAIL, at, "misdeclared capability: %s is declared, but %.400s", method, detail);
    outcome->misdeclared = (uint8_t)(taken->event.kind + 1);
}

void exec_not_done(const struct test_case *test, const struct taken *taken, uint32_t at, struct outcome *outcome)
{
    const struct observation *obs = &taken->obs;
    if (obs->status == OBS_CANNOT) {
        bool control = im_event_class(taken->event.kind) == IM_CONTROL;
        outcome_set(outcome, VERDICT_INCONCLUSIVE, at, "%s%s", control ? "the environment could not be changed: " : "",
                    obs->reason);
        return;
    }
    if (obs->status == OBS_NO_METHOD) {
        not_there(taken, at, outcome);
        return;
    }
    outcome_set(outcome, VERDICT_FAIL, at, "%s", obs->reason);
    exec_blame(test, taken->allowed.blame, taken->allowed.blames, outcome);
    bool failed = obs->has_hresult && im_failed(obs->hresult);
    if (obs->status == OBS_TAMPERED) exec_blame_only(outcome, IM_RULE_ARG_KEPT);
    if (obs->status == OBS_BREACH) exec_blame_only(outcome, obs->breach);
    if (obs->status == OBS_GARBAGE) exec_blame_only(outcome, failed ? IM_RULE_OUT_CLEARED : IM_RULE_OUT_WINDOW);
    outcome->session_lost = true;
    outcome->hung = obs->status == OBS_TIMEOUT;
}

static bool window_as_expected(const struct step *step, const struct taken *taken)
{
    const uint32_t fresh = IM_SHAPE_WINDOW_NEW, same = IM_SHAPE_WINDOW_DUE | IM_SHAPE_WINDOW_SAME_UI;
    uint32_t shape = taken->judgement.shape;
    switch (step->expect_window) {
    case WINDOW_NEW: return (shape & fresh) != 0;
    case WINDOW_NEW_OR_NONE: return (shape & (fresh | IM_SHAPE_OUT_NULL)) != 0;
    case WINDOW_SAME_AS: return (shape & same) != 0;
    default: return true;
    }
}

/* The model allowed it in the best way, and the case says something else: one of the two encodings is wrong.  Cases are
 * written for the default documentation. */
static bool disagrees(const struct run *run, const struct step *step, const struct taken *taken)
{
    if (run->exec->profile != NULL && run->exec->profile != &im_profiles[0]) return false;
    if (step->expect.given && expect_grade(step, taken->seen.hresult) == IM_REJECTED) return true;
    bool exception = taken->seen.hresult == im_codes[IM_DISP_EXCEPTION].value;
    if (exception && expect_scode(step, taken->seen.scode) == IM_REJECTED) return true;
    if (taken->judgement.grade != IM_PREFERRED || im_failed(taken->seen.hresult)) return false;
    return !window_as_expected(step, taken);
}

void exec_note(struct exec_result *result, uint32_t n, const char *text)
{
    size_t used = strlen(result->notes);
    if (used + 2 < sizeof result->notes)
        snprintf(result->notes + used, sizeof result->notes - used, "step %u: %s\n", n, text);
}

static void add_note(struct exec_result *result, uint32_t n, const struct im_judgement *judgement)
{
    char text[LIMIT_REASON - 32];
    enum im_reading reading = judgement->takes > 0 ? (enum im_reading)judgement->taken[0] : IM_READING_NONE;
    const struct im_question_info *question = &im_questions[im_readings[reading].question];
    snprintf(text, sizeof text, "A-%02d %s %s", question->ambiguity, question->text, im_readings[reading].text);
    exec_note(result, n, reading == IM_READING_NONE ? im_rules[judgement->rule].text : text);
}

static bool go_on(struct run *run, const struct taken *taken, struct exec_result *result)
{
    if (taken->blind && run->blind == NULL) run->blind = arena_printf(run->arena, "%s", taken->note);
    if (run->blind != NULL) exec_advance_unseen(run, taken);
    if (run->other_count > 0) exec_advance_others(run, taken);
    suspect_clear(&result->testimony, &run->world, &run->trail, &taken->asked, &taken->seen);
    trail_follow(&run->trail, &run->world, &taken->asked, &taken->seen);
    return world_advance(&run->world, &taken->asked, &taken->obs, &taken->seen);
}

bool exec_for_want_of_a_look(struct run *run, const struct taken *taken)
{
    struct im_observation seen = taken->seen;
    seen.seen = IM_SEEN_YES;
    return taken->blind && taken->judgement.grade == IM_REJECTED && exec_allows(run, &taken->asked, &seen);
}

/* Would it be allowed if it had set out as another code?  That code, or NULL. */
static const uint32_t *for_want_of_the_code(struct run *run, const struct taken *taken)
{
    return taken->judgement.grade == IM_REJECTED ? exec_other_code(run, &taken->asked, &taken->seen, &taken->obs.alike)
                                                 : NULL;
}

bool exec_decide(struct run *run, const struct step *step, const struct taken *taken, uint32_t n,
                 struct exec_result *result)
{
    struct outcome *outcome = &result->outcome;
    const struct im_judgement *judgement = &taken->judgement;
    const uint32_t *other = NULL;
    char rooms[2][16];
    if (taken->full) {
        outcome_set(outcome, VERDICT_ERROR, n, "more objects are held at once than the kit keeps");
    } else if (run->blind != NULL && exec_follows_from_unseen(run, taken)) {
        outcome_set(outcome, VERDICT_INCONCLUSIVE, n, "an earlier step: %s", run->blind);
    } else if (judgement->unspecified && run->strayed) {
        outcome_set(outcome, VERDICT_INCONCLUSIVE, n,
                    "an allowed outcome led elsewhere: the model has no row for this");
    } else if (judgement->unspecified) {
        outcome_set(outcome, VERDICT_ERROR, n, "unspecified: the model has no row for this step here");
    } else if (exec_for_want_of_a_look(run, taken)) {
        outcome_set(outcome, VERDICT_INCONCLUSIVE, n, "%s", taken->note);
    } else if ((other = for_want_of_the_code(run, taken)) != NULL) {
        outcome_set(outcome, VERDICT_INCONCLUSIVE, n, "%s may have been %s, which %s does not show",
                    record_hresult(taken->seen.hresult, rooms[0]), record_hresult(*other, rooms[1]),
                    taken->obs.alike.way);
    } else if (judgement->grade == IM_REJECTED) {
        bool expected = step->expect.given && expect_grade(step, taken->seen.hresult) != IM_REJECTED;
        const char *what =
            expected && judgement->shape != IM_SHAPE_NO_VALUE ? im_shape_name(step->kind, judgement->shape) : "";
        outcome_set(outcome, VERDICT_FAIL, n, "%s%s%s", what, *what != '\0' && taken->note != NULL ? "; " : "",
                    taken->note != NULL ? taken->note : "");
        exec_blame(run->test, judgement->blame, judgement->blames, outcome);
        exec_blame_looking(run, &taken->event, &taken->asked, judgement, outcome);
        suspect_accuse(&result->testimony, &run->world, &run->trail, &taken->asked, &taken->seen, judgement->shape,
                       outcome->blame, outcome->blames);
        if (outcome->reason[0] == '\0') {
            snprintf(outcome->reason, sizeof outcome->reason, "not so: %s", im_rules[outcome->blame[0]].text);
        }
    } else if (!run->strayed && disagrees(run, step, taken)) {
        outcome_set(outcome, VERDICT_ERROR, n, "the case and the model disagree; imconform lint tells more");
    } else if (judgement->must_agree && !agreement_note(run->exec->agreement, &run->world, run->exec->people,
                                                        &taken->asked, &taken->seen, run->test->id, n, outcome)) {
        exec_blame_only(outcome, IM_RULE_CONSISTENT);
    } else if (!go_on(run, taken, result)) {
        outcome_set(outcome, VERDICT_ERROR, n, "the model's state has no room left");
    } else {
        run->strayed |= judgement->grade != IM_PREFERRED;
        for (uint8_t i = 0; i < judgement->takes; i++) {
            uint8_t *graded = &result->graded[judgement->taken[i]];
            if (judgement->grade > *graded) *graded = (uint8_t)judgement->grade;
        }
        if (judgement->grade == IM_NOTED) add_note(result, n, judgement);
        return true;
    }
    return false;
}

void exec_report(const struct run *run, const struct step *step, const struct taken *taken, uint32_t n,
                 const struct testimony *testimony, const struct together_told *together, bool after)
{
    const struct exec_watch *watch = &run->exec->watch;
    void (*tell)(void *, const struct step_record *) = after ? watch->after : watch->before;
    if (tell == NULL) return;
    bool judged = after && taken->obs.status == OBS_DONE && !taken->full && !taken->unjudged;
    const struct step_record record = {
        .n = n,
        .step = step,
        .event = &taken->event,
        .obs = after ? &taken->obs : NULL,
        .asked = &taken->asked,
        .seen = &taken->seen,
        .allowed = &taken->allowed,
        .judgement = judged ? &taken->judgement : NULL,
        .world = &run->world,
        .testimony = testimony,
        .note = taken->note != NULL ? taken->note : "",
        .together = together,
    };
    tell(watch->context, &record);
}

static bool one_step(struct run *run, const struct step *step, struct exec_result *result)
{
    const uint32_t n = (uint32_t)run->at + 1;
    struct taken taken = { 0 };
    const char *missing = NULL;
    if (!exec_event(run, step, &taken.event, &missing)) {
        outcome_set(&result->outcome, VERDICT_INCONCLUSIVE, n,
                    "an allowed outcome led elsewhere: no object stands behind %s", missing);
        return false;
    }
    if (taken.event.out_null && taken.event.binding >= IM_BINDING_DISPATCH) {
        outcome_set(&result->outcome, VERDICT_INCONCLUSIVE, n,
                    "a NULL ppMWindow cannot be passed through Invoke (R-94)");
        return false;
    }
    if (run->test->program != NULL && !exec_program_next(run, step, n, &result->outcome)) return false;
    taken.asked = world_event(&run->world, &taken.event);
    oracle_allowed(&run->world.model, &taken.asked, &taken.allowed);
    struct testimony silent = result->testimony;
    suspect_accuse(&silent, &run->world, &run->trail, &taken.asked, NULL, 0, taken.allowed.blame, taken.allowed.blames);
    exec_report(run, step, &taken, n, &silent, NULL, false);
    take_step(run, step, &taken);
    bool goes_on = false;
    if (taken.obs.status != OBS_DONE) {
        exec_not_done(run->test, &taken, n, &result->outcome);
        if (result->outcome.verdict == VERDICT_FAIL)
            suspect_accuse(&result->testimony, &run->world, &run->trail, &taken.asked, NULL, 0, result->outcome.blame,
                           result->outcome.blames);
    } else {
        goes_on = exec_decide(run, step, &taken, n, result);
    }
    exec_report(run, step, &taken, n, &result->testimony, NULL, true);
    if (goes_on && step->as != NULL) exec_bind(run, step->as, taken.obs.token);
    observation_clear(&taken.obs);
    return goes_on;
}

struct run *exec_begin(const struct exec *exec, const struct test_case *test, struct arena *arena)
{
    struct run *run = arena_alloc(arena, sizeof *run);
    *run = (struct run){ .exec = exec, .test = test, .arena = arena };
    cast_bind(&run->cast, exec->people);
    const struct iut_identity *iut = exec->adapter->identity(exec->session);
    bool invoke = iut->bindings[IM_BINDING_DISPATCH] || iut->bindings[IM_BINDING_SCRIPT];
    world_begin(&run->world, arena, exec->people, test->program || (invoke && !iut->bindings[IM_BINDING_VTABLE]));
    run->world.known.profile = exec->profile;
    run->world.known.contact_identity = exec->adapter->contact_identity;
    return run;
}

bool exec_step(struct run *run, const struct step *step, struct exec_result *result)
{
    if (step->together > 0) {
        bool explained = exec_together(run, step, step->together, result);
        run->at += explained ? step->together : 0;
        return explained;
    }
    const struct step adapted = run->world.known.invoke_only ? expect_through_invoke(run->arena, step) : *step;
    bool goes_on = one_step(run, &adapted, result);
    run->at += goes_on;
    return goes_on;
}

void exec_case(const struct exec *exec, const struct test_case *test, struct exec_result *result)
{
    *result = (struct exec_result){ .outcome = { .verdict = VERDICT_PASS } };
    struct arena *arena = arena_new();
    struct run *run = exec_begin(exec, test, arena);
    while (run->at < test->step_count && exec_step(run, &test->steps[run->at], result)) continue;
    exec_program_end(run, result);
    memcpy(result->taken, run->world.ledger.taken, sizeof result->taken);
    arena_free(arena);
}
