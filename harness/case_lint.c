/*
 * Comparing cases with the oracle: see case_lint.h.
 */
#include "case_linter.h"

#include <stdio.h>
#include <string.h>

#include "coverage.h"

void lint_found(struct linter *linter, const struct step *step, const char *format, ...)
{
    char text[LIMIT_REASON], message[LIMIT_REASON + 200];
    linter->totals->complaints++;
    if (linter->silent) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(message, sizeof message, "%s: %s: %s", linter->run->test->id, step->written, text);
    linter->complain(linter->context, linter->run->test->file, step->line, step->column, message);
}

static void found_in_case(struct linter *linter, const char *format, const char *what)
{
    const struct test_case *test = linter->run->test;
    linter->totals->complaints++;
    if (linter->silent) return;
    char text[LIMIT_REASON], message[LIMIT_REASON + 200];
    snprintf(text, sizeof text, format, what);
    snprintf(message, sizeof message, "%s: %s", test->id, text);
    linter->complain(linter->context, test->file, test->line, 1, message);
}

/* --- codes --- */

enum im_grade lint_grade(const struct im_allowed_set *set, uint32_t hresult)
{
    enum im_grade best = IM_REJECTED;
    for (uint8_t i = 0; i < set->count; i++) {
        const struct im_allowed *entry = &set->entry[i];
        if (im_code_matches((enum im_code)entry->code, hresult) && entry->grade < best)
            best = (enum im_grade)entry->grade;
    }
    return best == IM_PREFERRED ? IM_ACCEPTED : best;
}

static void check_code(struct linter *linter, const struct step *step, uint32_t hresult, const char *name)
{
    static const char *const words[] = { "", "accepted", "noted", "rejected" };
    enum im_grade written = expect_grade(step, hresult), right = lint_grade(&linter->allowed, hresult);
    linter->totals->expectations++;
    if (written == right) return;
    lint_found(linter, step, "%s is %s by the case and %s by the model", name, words[written], words[right]);
}

static void check_codes(struct linter *linter, const struct step *step)
{
    if (!step->expect.given) return;
    for (int code = 0; code < IM_CODE_COUNT; code++)
        check_code(linter, step, im_codes[code].value, im_codes[code].name);
    check_code(linter, step, 0x80041234u, "any other error (0x80041234)");
    check_code(linter, step, 0x00041234u, "any other success (0x00041234)");
    const struct expectation *lists[] = { &step->expect, &step->noted };
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < lists[i]->count; j++) {
            uint32_t value = lists[i]->codes[j].value;
            if (!lists[i]->codes[j].is_class && im_code_of(value) == IM_CODE_COUNT)
                check_code(linter, step, value, "a number");
        }
    }
}

/* What EXCEPINFO carries, where the case expects that it carries something. */
static enum im_grade oracle_scode(const struct im_allowed_set *set, uint32_t scode)
{
    enum im_grade best = IM_REJECTED;
    for (uint8_t i = 0; i < set->count; i++) {
        const struct im_allowed *entry = &set->entry[i];
        if (entry->scode == IM_S_OK || !im_code_matches((enum im_code)entry->scode, scode)) continue;
        if (entry->grade < best) best = (enum im_grade)entry->grade;
    }
    return best == IM_PREFERRED ? IM_ACCEPTED : best;
}

static void check_scodes(struct linter *linter, const struct step *step)
{
    if (step->kind != IM_EV_INVOKE) return;
    if (expect_grade(step, im_codes[IM_DISP_EXCEPTION].value) == IM_REJECTED) return;
    for (int code = 0; code <= IM_CODE_COUNT; code++) {
        uint32_t value = code < IM_CODE_COUNT ? im_codes[code].value : 0x80041234u;
        enum im_grade written = expect_scode(step, value), right = oracle_scode(&linter->allowed, value);
        linter->totals->expectations++;
        if (written == right) continue;
        lint_found(linter, step, "the scode %s is %s by the case and %s by the model",
                   code < IM_CODE_COUNT ? im_codes[code].name : "of any other error", im_grade_name(written),
                   im_grade_name(right));
    }
}

/* --- witnesses --- */

struct im_judgement lint_judged(struct linter *linter, const struct im_observation *obs)
{
    const struct im_ledger kept = linter->run->world.ledger;
    linter->run->world.ledger = (struct im_ledger){ 0 };
    struct im_judgement judgement = oracle_judge(&linter->run->world.model, &linter->asked, obs);
    linter->run->world.ledger = kept;
    return judgement;
}

static void note_guarded(struct linter *linter, const struct im_judgement *judgement)
{
    for (uint8_t i = 0; i < judgement->blames; i++) linter->guarded[judgement->blame[i]] = true;
}

static void take_witness(void *context, const struct witness *witness)
{
    struct linter *linter = context;
    if (linter->silent && linter->totals->complaints > 0) return;
    struct im_judgement judgement = lint_judged(linter, &witness->obs);
    linter->totals->expectations++;
    note_guarded(linter, &judgement);
    bool good = witness->fits ? judgement.grade <= witness->limit : judgement.grade >= witness->limit;
    if (good) return;
    bool bare = im_event_class(linter->step->kind) == IM_CONTROL || !linter->step->expect.given;
    enum im_code code = im_code_of(witness->obs.hresult);
    char number[16];
    snprintf(number, sizeof number, "0x%08X", witness->obs.hresult);
    lint_found(linter, linter->step, "%s%s%s%s%s %s the case and is %s by the model",
               bare                   ? ""
               : code < IM_CODE_COUNT ? im_code_name(code)
                                      : number,
               bare ? "" : " with ", witness->what, witness->name != NULL ? " " : "",
               witness->name != NULL ? witness->name : "", witness->fits ? "fits" : "contradicts",
               im_grade_name(judgement.grade));
}

/* What no answer would be blamed on must be what the case writes, in that order. */
static void check_unanswered(struct linter *linter)
{
    const struct step *step = linter->step;
    const struct im_allowed_set *set = &linter->allowed;
    if (step->unanswered_count == 0) return;
    linter->totals->expectations++;
    for (size_t i = 0; i < step->unanswered_count || i < set->blames; i++) {
        enum im_rule written = i < step->unanswered_count ? step->unanswered[i] : IM_RULE_NONE;
        enum im_rule right = i < set->blames ? (enum im_rule)set->blame[i] : IM_RULE_NONE;
        if (written == right) continue;
        lint_found(linter, step, "no answer is blamed on %s by the case and on %s by the model, as number %zu",
                   written != IM_RULE_NONE ? im_rules[written].id : "nothing more",
                   right != IM_RULE_NONE ? im_rules[right].id : "nothing more", i + 1);
        return;
    }
}

/* No answer at all is blamed on what was due, and a changed argument on the rule that keeps it. */
static void note_silence(struct linter *linter)
{
    const uint8_t *standing = im_rulebook_of(&linter->run->world.known)->standing;
    for (uint8_t i = 0; i < linter->allowed.blames; i++) {
        uint8_t rule = linter->allowed.blame[i];
        linter->guarded[rule] |= standing[rule] == IM_IN_FORCE;
    }
    bool passes = linter->step->kind == IM_EV_INSTANT_MESSAGE || linter->step->kind == IM_EV_GET_CONTACT;
    linter->guarded[IM_RULE_ARG_KEPT] |= passes && standing[IM_RULE_ARG_KEPT] == IM_IN_FORCE;
}

/* Another answer than the one before, to the same argument, is refused where the readings must agree. */
static void note_change(struct linter *linter, const struct im_observation *preferred)
{
    struct world *world = &linter->run->world;
    for (int code = 0; code < IM_CODE_COUNT; code++) {
        uint32_t hresult = im_codes[code].value;
        if (linter->step->kind != IM_EV_INSTANT_MESSAGE || expect_grade(linter->step, hresult) == IM_REJECTED) continue;
        const struct im_ledger kept = world->ledger;
        struct im_observation other = { .hresult = hresult, .out = IM_OUT_NULL };
        struct im_judgement judgement = oracle_judge(&world->model, &linter->asked, &other);
        note_guarded(linter, &judgement);
        world->ledger = kept;
    }
    oracle_judge(&world->model, &linter->asked, preferred);
}

/* --- going on --- */

/* The preferred outcome as an adapter would have seen it, so that names are bound to tokens. */
bool lint_advance(struct linter *linter, const struct step *step, const struct im_observation *preferred)
{
    struct observation seen = { .hresult = preferred->hresult };
    struct run *run = linter->run;
    if (preferred->handle > 0 && step->kind == IM_EV_INSTANT_MESSAGE &&
        run->world.window[preferred->handle - 1] != NULL) {
        snprintf(seen.token, sizeof seen.token, "%s", run->world.window[preferred->handle - 1]);
    } else if (preferred->handle > 0 && step->kind == IM_EV_GET_CONTACT &&
               run->world.contact[preferred->handle - 1] != NULL) {
        snprintf(seen.token, sizeof seen.token, "%s", run->world.contact[preferred->handle - 1]);
    } else if (preferred->handle > 0) {
        snprintf(seen.token, sizeof seen.token, "t%u", ++linter->tokens);
    }
    const struct im_model before = run->world.model;
    if (!world_advance(&run->world, &linter->asked, &seen, preferred)) {
        lint_found(linter, step, "the model's state has no room left");
        return false;
    }
    if (linter->walk != NULL) coverage_step(linter->walk, &before, &linter->asked, &run->world.model.state);
    exec_bind(run, step->as, seen.token);
    const char *broken = machine_check(&run->world.model.state);
    if (broken != NULL) lint_found(linter, step, "the model's invariant is broken: %s", broken);
    return broken == NULL;
}

/* Where the case names a contact that it holds already, the preferred outcome is that object. */
static void prefer_same_contact(const struct linter *linter, const struct step *step, struct im_observation *preferred)
{
    if (step->kind != IM_EV_GET_CONTACT || im_failed(preferred->hresult)) return;
    const struct im_state *state = &linter->run->world.model.state;
    for (int i = 0; i < IM_CONTACTS_HELD; i++) {
        const struct im_contact *contact = &state->contacts[i];
        if (contact->refs == 0 || contact->name != linter->asked.name) continue;
        if (contact->secondary == (linter->asked.service == IM_SERVICE_SECONDARY)) preferred->handle = (uint8_t)(i + 1);
    }
}

/* The model has what the case has: the objects of which the event speaks. */
static bool is_held(const struct linter *linter, const struct step *step)
{
    const struct im_state *state = &linter->run->world.model.state;
    const struct im_event *asked = &linter->asked;
    uint8_t contact = asked->argument.form == IM_CONTACT ? asked->argument.contact : asked->contact;
    if (step->window != NULL && (asked->window == 0 || state->objects[asked->window - 1].refs == 0)) return false;
    bool speaks = step->contact != NULL || (step->kind == IM_EV_INSTANT_MESSAGE && step->to.kind == ARG_OBJECT);
    return !speaks || (contact > 0 && state->contacts[contact - 1].refs > 0);
}

/* Everything that the step writes, before it is taken. */
static void check_step(struct linter *linter, const struct step *step, const struct im_observation *preferred)
{
    check_codes(linter, step);
    check_scodes(linter, step);
    if (linter->silent && linter->totals->complaints > 0) return;
    linter->step = step;
    witness_each(linter->run, step, &linter->asked, preferred, take_witness, linter);
    check_unanswered(linter);
    note_silence(linter);
    note_change(linter, preferred);
}

bool lint_ask(struct linter *linter, const struct step *step, struct im_observation *preferred)
{
    struct event event;
    const char *missing = NULL;
    if (!exec_event(linter->run, step, &event, &missing)) {
        lint_found(linter, step, "no object stands behind %s on the preferred path", missing);
        return false;
    }
    linter->asked = world_event(&linter->run->world, &event);
    if (!is_held(linter, step)) {
        lint_found(linter, step, "the model does not know the reference that the step speaks of");
        return false;
    }
    oracle_allowed(&linter->run->world.model, &linter->asked, &linter->allowed);
    if (linter->allowed.unspecified) {
        lint_found(linter, step, "unspecified: the model has no row for this step here");
        return false;
    }
    if (!oracle_prefer(&linter->run->world.model, &linter->asked, preferred)) {
        lint_found(linter, step, "the model allows nothing here");
        return false;
    }
    prefer_same_contact(linter, step, preferred);
    return true;
}

static bool lint_step(struct linter *linter, const struct step *step)
{
    struct im_observation preferred;
    if (!lint_ask(linter, step, &preferred)) return false;
    if (linter->path != NULL) linter->path(linter->context, linter->run, step, &linter->allowed);
    if (step->kind == IM_EV_EVENTS && step->status != IM_STATUS_UNTOLD) preferred.status = (uint8_t)step->status;
    bool checks = linter->walk == NULL && linter->path == NULL;
    if (checks && step->caller == 0) check_step(linter, step, &preferred);
    if (linter->silent && linter->totals->complaints > 0) return false;
    return lint_advance(linter, step, &preferred);
}

/* Each rule that the case names must explain the refusal of an answer to one of its steps: else the case has nothing to
 * do with it. */
static void check_guarded(struct linter *linter)
{
    const struct test_case *test = linter->run->test;
    for (size_t i = 0; i < test->rule_count; i++) {
        linter->totals->expectations++;
        if (!linter->guarded[test->rules[i]])
            found_in_case(linter, "nothing that the case writes would be blamed on its rule %s",
                          im_rules[test->rules[i]].id);
    }
}

/* --- worlds --- */

/* An adapter that is never called: it only says which bindings there are. */
static const struct iut_identity *any_identity(struct session *session)
{
    static const struct iut_identity everything = { .bindings = { true, true, true, true } };
    (void)session;
    return &everything;
}

static const struct iut_identity *script_identity(struct session *session)
{
    static const struct iut_identity scripted = {
        .bindings = { [IM_BINDING_NONE] = true, [IM_BINDING_DISPATCH] = true, [IM_BINDING_SCRIPT] = true }
    };
    (void)session;
    return &scripted;
}

static const struct adapter worlds[LINT_WORLDS] = {
    [LINT_PLAIN] = { .scheme = "plain", .identity = any_identity, .contact_identity = true },
    [LINT_TOKENS] = { .scheme = "tokens", .identity = any_identity },
    [LINT_INVOKE] = { .scheme = "invoke", .identity = script_identity, .contact_identity = true },
};

/* Does what the case writes stand for that world, and is it another one there? */
static bool concerns(const struct test_case *test, enum lint_world world)
{
    if (world == LINT_PLAIN || test->program != NULL) return world == LINT_PLAIN;
    if (world == LINT_TOKENS) return test->needs[IM_EV_GET_CONTACT] || test->needs[IM_EV_RELEASE];
    if (test->needs_binding[IM_BINDING_VTABLE]) return false;
    for (size_t i = 0; i < test->step_count; i++) {
        /* R-94; and a reference to a VARIANT must be unwrapped there, which is a case of its own */
        if (test->steps[i].out_null || test->steps[i].to.variant_depth > 0) return false;
    }
    return true;
}

static void lint_one(struct linter *linter, const struct test_case *test, const struct im_profile *profile,
                     enum lint_world world)
{
    if (!concerns(test, world)) return;
    const struct exec exec = { .adapter = &worlds[world], .people = cast_wanted() };
    struct arena *arena = arena_new();
    struct run *run = arena_alloc(arena, sizeof *run);
    *run = (struct run){ .exec = &exec, .test = test, .arena = arena };
    cast_bind(&run->cast, exec.people);
    const bool invoke = world == LINT_INVOKE || test->program != NULL; /* a program has nothing else */
    world_begin(&run->world, arena, exec.people, invoke);
    run->world.known.contact_identity = worlds[world].contact_identity;
    run->world.known.profile = profile;
    linter->run = run;
    for (run->at = 0; run->at < test->step_count; run->at++) {
        const struct step *step = &test->steps[run->at];
        const struct step adapted = invoke ? expect_through_invoke(arena, step) : *step;
        if (step->together > 0 && world == LINT_PLAIN && linter->walk == NULL && linter->path == NULL)
            lint_together(linter, step, step->together);
        if (!lint_step(linter, &adapted)) break;
    }
    if (run->at == test->step_count && world == LINT_PLAIN && linter->path == NULL) check_guarded(linter);
    arena_free(arena);
}

void lint_suite(const struct suite *suite, case_complaint complain, void *context, struct lint_totals *totals)
{
    for (size_t i = 0; i < suite->count; i++) {
        totals->cases++;
        totals->steps += suite->cases[i].step_count;
        size_t before = totals->complaints;
        for (int world = 0; world < LINT_WORLDS && totals->complaints == before; world++) {
            struct linter linter = { .complain = complain, .context = context, .totals = totals };
            lint_one(&linter, &suite->cases[i], NULL, (enum lint_world)world);
        }
    }
}

bool lint_disagrees(const struct test_case *test, const struct im_profile *profile, enum lint_world world)
{
    struct lint_totals totals = { 0 };
    struct linter linter = { .silent = true, .totals = &totals };
    lint_one(&linter, test, profile, world);
    return totals.complaints > 0;
}

void coverage_of_case(struct coverage *coverage, const struct test_case *test)
{
    for (int world = 0; world < LINT_WORLDS; world++) {
        struct lint_totals totals = { 0 };
        struct coverage_walk walk = coverage_begin(coverage);
        struct linter linter = { .silent = true, .totals = &totals, .walk = &walk };
        lint_one(&linter, test, NULL, (enum lint_world)world);
    }
}

bool lint_follow(const struct test_case *test, const struct im_profile *profile, lint_path path, void *context)
{
    struct lint_totals totals = { 0 };
    struct linter linter = { .context = context, .silent = true, .totals = &totals, .path = path };
    lint_one(&linter, test, profile, LINT_PLAIN);
    return totals.complaints == 0;
}
